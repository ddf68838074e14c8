"""Parameters that say who shared a link and never what it shows; and hosts that show nothing but where to go."""

from __future__ import annotations

PREFIXES = ("utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "itm_", "ga_campaign", "ga_source", "ga_medium")

# Each is set by one service of counting or sharing on addresses of any site, under a name that nobody else uses.
_PARAMETERS = """
    fbclid fb_action_ids fb_action_types fb_ref fb_source fb_comment_id mibextid igshid igsh
    gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid _ga _gl gs_lcrp
    msclkid twclid __twitter_impression ttclid yclid ysclid _openstat li_fat_id epik sccid scclid rdt_cid
    irclickid irgwc rb_clickid wickedid mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash vero_id vero_conv
    _hsenc _hsmi __hsfp __hssc __hstc hsctatracking oly_anon_id oly_enc_id __s _branch_match_id _branch_referrer
    s_kwcid ef_id at_campaign at_medium at_link_id at_link_origin at_link_type at_ptr_name at_bbc_team
    at_format ns_mchannel ns_source ns_campaign ns_linkname ns_fee xtor wt_mc wt_zmc echobox
    guccounter guce_referrer guce_referrer_sig
"""
PARAMETERS = frozenset(_PARAMETERS.split())

# Only known ones: on any other host an unknown path is a page like every other.
_SHORTENERS = """
    bit.ly j.mp bitly.ws t.co tinyurl.com goo.gl maps.app.goo.gl ow.ly is.gd v.gd buff.ly lnkd.in rb.gy cutt.ly
    shorturl.at shorturl.gg t.ly rebrand.ly tiny.cc tiny.one bl.ink dlvr.it trib.al s.id qr.ae qrco.de dub.sh dub.co
    short.gy urlz.fr clck.ru vk.cc u.to adf.ly dsc.gg bbc.in gu.com nyti.ms wp.me g.co spoti.fi pin.it snip.ly
    shor.by onelink.to smarturl.it mcaf.ee x.gd
"""
SHORTENERS = frozenset(_SHORTENERS.split())


def is_tracking(name: str) -> bool:
    """Whether a parameter of this name is dropped on every site."""
    name = name.lower()
    return name in PARAMETERS or name.startswith(PREFIXES)
