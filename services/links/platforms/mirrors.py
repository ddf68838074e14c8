"""Hosts of other operators that show a platform's pages under the same paths (front ends and link fixers).

Known hosts only: a host with a similar name may show anything. Sites that store copies, which stay when the original is
deleted, are not mirrors.
"""

from __future__ import annotations

TIKTOK = """
    vxtiktok.com tnktok.com tiktxk.com tfxktok.com kktiktok.com tiktokez.com dxtiktok.com cocktiktok.com
    fixtok.wuff.gay
    proxitok.pabloferreiro.es proxitok.pussthecat.org proxitok.privacydev.net proxitok.lunar.icu proxitok.r4fo.com
    proxitok.privacy.com.de proxitok.belloworld.it tok.habedieeh.re tok.artemislena.eu tok.adminforge.de
    cringe.whatever.social cringe.seitan-ayoub.lol tt.opnxng.com tiktok.wpme.pl
"""

YOUTUBE = """
    koutube.com koutu.be yt.cdn.13373333.one yout-ube.com hooktube.com y2u.be tube.boritsch.de
    redirect.invidious.io invidio.us dev.invidio.us invidiou.sh invidious.snopyta.org yewtu.be inv.nadeko.net
    invidious.nerdvpn.de invidious.privacydev.net invidious.flokinet.to invidious.tiekoetter.com invidious.slipfox.xyz
    invidious.kavin.rocks invidious-us.kavin.rocks invidious.projectsegfau.lt inv.bp.projectsegfau.lt
    invidious.lunar.icu invidious.fdn.fr invidious.private.coffee invidious.protokolla.fi invidious.privacyredirect.com
    invidious.jing.rocks invidious.reallyaweso.me invidious.materialio.us invidious.dhusch.de invidious.baczek.me
    invidious.drgns.space invidious.esmailelbob.xyz invidious.sethforprivacy.com invidious.silur.me invidious.zee.li
    invidious.ethibox.fr invidious.pussthecat.org invidious.weblibre.org invidious.epicsite.xyz invidious.perennialte.ch
    invidious.13ad.de invidious.toot.koeln invidious.tube invidious.site invidious.xyz inv.riverside.rocks inv.vern.cc
    inv.tux.pizza inv.us.projectsegfau.lt inv.in.projectsegfau.lt inv.odyssey346.dev inv.skyn3t.in iv.ggtyler.dev
    nyc1.iv.ggtyler.dev cal1.iv.ggtyler.dev
    iv.melmac.space iv.datura.network yt.artemislena.eu yt.oelrichsgarcia.de yt.funami.tech yt.cdaut.de yt.drgnz.club
    vid.puffyan.us vid.priv.au vid.mint.lgbt tube.cadence.moe watch.thekitty.zone y.com.sb ytprivate.com id.420129.xyz
    piped.video piped.kavin.rocks piped.private.coffee piped.adminforge.de piped.projectsegfau.lt piped.privacydev.net
    cf.piped.video piped.mha.fi piped.yt piped.lunar.icu piped.smnz.de piped.tokhmi.xyz watch.leptons.xyz
"""

INSTAGRAM = """
    ddinstagram.com d.ddinstagram.com g.ddinstagram.com kkinstagram.com eeinstagram.com uuinstagram.com
    zzinstagram.com rxinstagram.com vxinstagram.com oginstagram.com toinstagram.com d.toinstagram.com instagramez.com
    fxstagram.com kirkstagram.com fxig.seria.moe kkkinstagram.com instagram7.com 67instagram.com adamlikes.men
    kittygr.am kittygram.irelephant.net kittygram.nexussfan.cz ig.opnxng.com proxigram.lunar.icu
    proxigram.privacyredirect.com gram.whatever.social ig.snine.nl
"""

X = """
    fxtwitter.com d.fxtwitter.com g.fxtwitter.com i.fxtwitter.com m.fxtwitter.com t.fxtwitter.com dl.fxtwitter.com
    api.fxtwitter.com fixupx.com d.fixupx.com g.fixupx.com i.fixupx.com m.fixupx.com t.fixupx.com xfixup.com
    vxtwitter.com c.vxtwitter.com d.vxtwitter.com api.vxtwitter.com fixvx.com c.fixvx.com d.fixvx.com
    *.fxtwitter.com *.twittpr.com dl.fixupx.com d.xfixup.com dl.xfixup.com pxtwitter.com twxtter.com
    twittpr.com d.twittpr.com girlcockx.com stupidpenisx.com hitlerx.com cunnyx.com xeezz.com twitterez.com
    nitter.net nitter.it nitter.cz nitter.space nitter.poast.org nitter.privacydev.net nitter.privacyredirect.com
    nitter.tiekoetter.com nitter.catsarch.com nitter.lacontrevoie.fr nitter.1d4.us nitter.kavin.rocks nitter.unixfox.eu
    nitter.42l.fr nitter.pussthecat.org nitter.nixnet.services nitter.fdn.fr nitter.snopyta.org nitter.moomoo.me
    nitter.eu nitter.domain.glass nitter.lucabased.xyz nitter.projectsegfau.lt nitter.rawbit.ninja nitter.net.co
    xcancel.com rss.xcancel.com lightbrd.com nuku.trabun.org twiiit.com
"""

FACEBOOK = "facebed.com facebed.seria.moe facebookez.com fixacebook.com fxfb.seria.moe"

SNAPCHAT = "snapchatez.com"

REDDIT = """
    rxddit.com old.rxddit.com vxreddit.com old.vxreddit.com rxyddit.com redditez.com fxreddit.seria.moe
    redlib.catsarch.com redlib.perennialte.ch redlib.r4fo.com redlib.privacyredirect.com redlib.nadeko.net
    redlib.privadency.com redlib.tux.pizza redlib.ducks.party redlib.matthew.science redlib.orangenet.cc
    red.artemislena.eu safereddit.com libredd.it libreddit.de libreddit.kavin.rocks libreddit.nl libreddit.spike.codes
    libreddit.privacydev.net libreddit.projectsegfau.lt libreddit.pussthecat.org libreddit.freedit.eu
    reddit.invak.id lr.riverside.rocks teddit.net teddit.zaggy.nl teddit.pussthecat.org snew.notabug.io
"""

TWITCH = """
    fxtwitch.seria.moe safetwitch.drgns.space safetwitch.ducks.party safetwitch.nogafam.fr safetwitch.adminforge.de
    safetwitch.privacyredirect.com safetwitch.darkness.services safetwitch.4o1x5.dev safetwitch.canine.tools
    safetwitch.privadency.com ttv.vern.cc twitch.sudovanilla.org twitch.blitzw.in
"""

THREADS = """
    fixthreads.net fixthreads.seria.moe vxthreads.net threadsez.com threadsez.net fzthreads.com viewthreads.com
"""

BLUESKY = """
    fxbsky.app *.fxbsky.app bskx.app g.bskx.app r.bskx.app d.bskx.app c.bskx.app bskyx.app bskye.app bsyy.app vxbsky.app
    cbsky.app xbsky.app fsky.app bskyez.app deer.social blacksky.community witchsky.app
"""
