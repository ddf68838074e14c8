"""Parameters that say who shared a link and never what it shows; and hosts that show nothing but where to go."""

from __future__ import annotations

PREFIXES = ("utm_", "mtm_", "pk_", "hsa_")

_PARAMETERS = """
    fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid msclkid twclid ttclid yclid ysclid igshid igsh
    li_fat_id epik sccid irclickid srsltid mc_cid mc_eid mkt_tok _ga _gl _hsenc _hsmi hsctatracking vero_id vero_conv
    oly_anon_id oly_enc_id rb_clickid wickedid _openstat __s _branch_match_id _branch_referrer s_kwcid ef_id
"""
PARAMETERS = frozenset(_PARAMETERS.split())

# Only known ones: on any other host an unknown path is a page like every other.
_SHORTENERS = """
    bit.ly t.co tinyurl.com goo.gl ow.ly is.gd v.gd buff.ly lnkd.in rb.gy cutt.ly shorturl.at t.ly rebrand.ly tiny.cc
    bl.ink dlvr.it trib.al shorturl.gg s.id qr.ae
"""
SHORTENERS = frozenset(_SHORTENERS.split())


def is_tracking(name: str) -> bool:
    """Whether a parameter of this name is dropped on every site."""
    name = name.lower()
    return name in PARAMETERS or name.startswith(PREFIXES)
