"""Tracking parameters, which tell who shared a link and never what it shows, and the hosts of URL shorteners."""

from __future__ import annotations

_TRACKING_PREFIXES = """
    utm_ mtm_ matomo_ pk_ piwik_ hsa_ itm_ hmb_ otm_ ga_campaign ga_source ga_medium _x_tr_ aspsessionid
"""
TRACKING_PREFIXES = tuple(_TRACKING_PREFIXES.split())

# Most are set by one analytics or sharing service on URLs of any site, under a name that no other service uses. The
# last two lines name the sender or the reader of the URL.
_TRACKING_PARAMETERS = """
    fbclid fb_action_ids fb_action_types fb_ref fb_source fb_comment_id mibextid igshid igsh
    gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid _ga _gl gs_lcrp
    msclkid twclid __twitter_impression ttclid yclid ysclid _openstat li_fat_id epik sccid scclid rdt_cid
    irclickid irgwc rb_clickid wickedid mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash vero_id vero_conv
    _hsenc _hsmi __hsfp __hssc __hstc hsctatracking oly_anon_id oly_enc_id __s _branch_match_id _branch_referrer
    s_kwcid ef_id at_campaign at_medium at_link_id at_link_origin at_link_type at_ptr_name at_bbc_team
    at_format ns_mchannel ns_source ns_campaign ns_linkname ns_fee xtor wt_mc wt_zmc echobox
    guccounter guce_referrer guce_referrer_sig ref_src gs_l spm wtrid
    phpsessid jsessionid amp_js_v amp_gsa usqp
    shared_by sharedby sharer sharer_id sharerid sender_id senderid recipient_id recipientid subscriber_id subscriberid
    email e_mail email_address emailaddress user_email useremail
"""
TRACKING_PARAMETERS = frozenset(_TRACKING_PARAMETERS.split())

# Known shorteners only: on any other host an unknown path is an ordinary page.
_SHORTENER_HOSTS = """
    bit.ly j.mp bitly.ws t.co tinyurl.com goo.gl maps.app.goo.gl ow.ly is.gd v.gd buff.ly lnkd.in rb.gy cutt.ly
    shorturl.at shorturl.gg t.ly rebrand.ly tiny.cc tiny.one bl.ink dlvr.it trib.al s.id qr.ae qrco.de dub.sh dub.co
    short.gy urlz.fr clck.ru vk.cc u.to adf.ly dsc.gg bbc.in gu.com nyti.ms wp.me g.co spoti.fi pin.it snip.ly
    shor.by onelink.to smarturl.it mcaf.ee x.gd chng.it gofund.me search.app share.google dailym.ai mirr.im reut.rs
    cnn.it ind.pn flip.it ift.tt aka.ms amzn.to amzn.eu a.co 1drv.ms forms.gle photos.app.goo.gl on.soundcloud.com
    spotify.link tmblr.co wa.link msng.link shorturl.asia surl.li kutt.it soo.gd bit.do ouo.io hubs.ly hubs.la
    apple.news protect-eu.mimecast.com protect-us.mimecast.com
"""
SHORTENER_HOSTS = frozenset(_SHORTENER_HOSTS.split())

# Parameters that are tracking parameters on these hosts and may identify content on others.
_HOST_TRACKING_PARAMETERS = {
    "bbc.com": "ocid",
    "bbc.co.uk": "ocid",
    "change.org": "recruiter recruiter_id recruited_by_id share_bandit_exp source_location psf_variant share_id",
    "gofundme.com": "attribution_id sharetype sharesheet member rcid",
    "linkedin.com": "trk rcm originalSubdomain",
    "msn.com": "ocid cvid ei",
    "nytimes.com": "smid smtyp unlocked_article_code",
    "open.spotify.com": "si context",
    "pinterest.com": "invite_code sender sfo",
    "quora.com": "ch oid share srid",
    "t.co": "amp s ssr",
    "theguardian.com": "CMP",
}
HOST_TRACKING_PARAMETERS = {host: frozenset(names.split()) for host, names in _HOST_TRACKING_PARAMETERS.items()}


def is_tracking_parameter(name: str) -> bool:
    """Return True if a query parameter of this name is a tracking parameter on every site."""
    name = name.lower()
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)


def get_host_tracking_parameters(host: str) -> frozenset[str]:
    """Return the names of further tracking parameters on this host."""
    return HOST_TRACKING_PARAMETERS.get(host.removeprefix("www."), frozenset())
