# ruff: noqa: E501 - markup as it is published
"""Pages as papers and news sites publish them, in the layouts in use. Places, people and texts are invented."""

from dataclasses import dataclass

BODY = (
    "本报讯（记者 乐正清）3月6日，青澜区石板巷的十二盏路灯通电，街坊们晚上敢出门了。",
    "“灯一亮，心就不慌。”石板巷社区党委书记葛青青说，装灯的钱由望澜街道办事处和电力公司各出一半。",
    "望澜街道办事处主任佘墨介绍，今年还有七条背街小巷要装路灯，六月底以前全部完工。",
)
SUBHEAD = "一盏灯怎么亮起来"
CAPTION = "图为工人在石板巷装灯。记者 佘小满 摄"
LINKS = "".join(
    f'<li><a href="content_{n}.htm">{title}</a></li>'
    for n, title in enumerate(
        (
            "全区春季植树活动今天开始，三千名志愿者上山",
            "小学门口的三分钟，谁来守护孩子们的安全？",
            "老船厂变身文创园，月底就要开门迎客了",
            "长板凳议事会：把难题摆到桌面上来谈，谈完就办",
            "区图书馆延长开放时间，周末可以读到晚上九点",
        ),
        901,
    )
)


@dataclass(frozen=True)
class Page:
    """A page and what is to be read in it; an empty field is one that the page does not show."""

    html: str
    kicker: str = ""
    headline: str = "石板巷的灯亮了"
    subtitle: str = ""
    byline: str = ""
    body: tuple[str, ...] = BODY
    subheads: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    date: str | None = None
    page: int | None = None
    paper: str | None = None


def paragraphs(*texts: str, tag: str = "p", indent: str = "　　") -> str:
    return "\n".join(f"<{tag}>{indent}{text}</{tag}>" for text in texts)


# Founder's digital newspaper, the table templates of the years from 2006 on
FOUNDER_TABLES = Page(
    f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>青澜报社数字报-石板巷的灯亮了</title>
<SCRIPT language=Javascript>var colors=new Array("三岔口的脚本，不是正文。"); if (a<b) document.write("<p>脚本里的段落。</p>");</SCRIPT>
<style>.font01 {{font-size: 20px}}</style></head>
<body onLoad="initialize();" leftmargin=0>
<DIV id=pgn><UL><Li><a id=pageLink href=node_2.htm>A01： 头版</a></Li><Li><a id=pageLink href=node_3.htm>A02： 要闻</a></Li></UL></DIV>
<table><tr><td><MAP NAME="pagepicmap"><Area coords="5,72,228,72" shape="polygon" href="content_401.htm"></MAP>
<img src=../../../page/1/A02.jpg border=0 USEMAP=#PagePicMap></td></tr>
<tr><td width="202" align=left class=px12>第A02版：<STRONG>要闻</STRONG></td></tr></table>
<table><tr><td align=right class=default><strong><font>
2023
</font> 年
3
月
8
日　星期<font class=weekday>三</font></strong></td></tr></table>
<table><tbody><tr valign=top><td class=font02 align=center>
<!--<npm:article-pretitle>-->走进背街小巷<!--</npm:article-pretitle>--></td></tr>
<tr valign=top><td class=font01 align=center><!--<npm:article-title>--><founder-title>石板巷的灯亮了</founder-title><!--</npm:article-title>--></td></tr>
<tr valign=top><td class=font02 align=center>——十二盏路灯昨天通电</td></tr>
<tr valign=top><td class=font02 align=center><founder-author><!--<npm:article-author>-->乐正清<!--</npm:article-author>--></founder-author></td></tr>
</tbody></table>
<table id=newspic><tr><td><img src="../../../res/1.jpg"></td></tr><tr><td>{CAPTION}</td></tr></table>
<div id=ozoom style="zoom:100%"><founder-content><!--<npm:article-content>--><P>　　{BODY[0]}</P><P>　　{BODY[1]}</P>
<P>　　{BODY[2]}</P><!--</npm:article-content>--></founder-content></div>
<table><tr><td><a class=preart href="content_400.htm">上一篇</a> <a class=preart href="content_402.htm">下一篇</a></td></tr></table>
</body></html>
<!--enpproperty <founder-date>2023-03-08 00:00:00</founder-date><founder-pagenum>A02</founder-pagenum><founder-papername>青澜报</founder-papername><founder-type>1</founder-type><founder-title>石板巷的灯亮了</founder-title><founder-subtitle>——十二盏路灯昨天通电</founder-subtitle><founder-author>乐正清</founder-author> /enpproperty-->
""",
    kicker="走进背街小巷",
    subtitle="——十二盏路灯昨天通电",
    byline="乐正清",
    captions=(CAPTION,),
    date="2023-03-08",
    page=2,
    paper="青澜报",
)

# The same system as a web site: all that is known stands in a comment
FOUNDER_COMMENT = Page(
    f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>石板巷的灯亮了_青澜网</title></head><body>
<div class="nav"><a href="/">首页</a> &gt; <a href="/news">新闻</a></div>
<div class="con"><!--enpproperty <articleid>5364886</articleid><date>2023-03-08 09:28:27.0</date><author>乐正清 佘墨</author><title>石板巷的灯亮了</title><keyword>路灯,小巷</keyword><subtitle>十二盏路灯昨天通电</subtitle><introtitle>走进背街小巷</introtitle><siteid>2</siteid><nodeid>423</nodeid><nodename>本地时政</nodename>/enpproperty-->
<!--enpcontent--><!--enpcontent-->{paragraphs(*BODY)}<!--/enpcontent--><!--/enpcontent--></div>
<div class="related"><ul>{LINKS}</ul></div></body></html>""",
    kicker="走进背街小巷",
    subtitle="十二盏路灯昨天通电",
    byline="乐正清 佘墨",
    date="2023-03-08",
)

# Headings in a row: h3 above, h1, h2 below, h4 for who wrote it
HEADINGS = Page(
    f"""<html><head><meta charset="utf-8"><title>青澜报-2023年03月08日-第2版</title></head><body>
<div id="riqi_">2023年03月08日 星期三</div>
<div class="l_t">第02版：要闻</div>
<div id="pageList"><ul><li><a id=pageLink href="nbs.D110000qlb_01.htm">第01版：头版</a></li><li><a id=pageLink href="nbs.D110000qlb_02.htm">第02版：要闻</a></li></ul></div>
<div class="text_c"><h3>走进背街小巷</h3><h1>石板巷的灯<br/>亮了</h1><h2>十二盏路灯昨天通电</h2><h4>本报记者　乐正清</h4>
<div class="lai">《青澜报》（ 2023年03月08日 &nbsp;&nbsp;第 02 版）</div>
<div class="c_c"><table class="pci_c"><tr><td><img src="1.jpg"></td></tr><tr><td><p>{CAPTION}</p></td></tr></table>
<div id="ozoom"><P>　　{BODY[0]}</P><P>　　<strong>{SUBHEAD}</strong></P><P>　　{BODY[1]}</P><P>　　{BODY[2]}</P></div></div></div>
<div class="footer">版权所有　青澜报社　未经书面许可，不得转载、镜像。</div></body></html>""",
    kicker="走进背街小巷",
    headline="石板巷的灯 亮了",
    subtitle="十二盏路灯昨天通电",
    byline="本报记者　乐正清",
    subheads=(SUBHEAD,),
    captions=(CAPTION,),
    date="2023-03-08",
    page=2,
    paper="青澜报",
)

# The same paper some years later
ARTICLE_SEC = Page(
    f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>石板巷的灯亮了</title></head><body>
<header><div class="date-box">2023年3月</div><nav><a href="node_01.html">01版：头版</a><a href="node_02.html">02版：要闻</a></nav></header>
<div class="article-box"><div class="article"><h3>走进背街小巷</h3><h1>石板巷的灯亮了</h1><h2></h2>
<p class="sec">乐正清　佘墨<span class="date">《青澜报》（<span class="newstime">2023年03月08日</span> 第 02 版）</span></p>
<div id="ozoom">{paragraphs(*BODY, indent="&nbsp;&nbsp;&nbsp;&nbsp;")}</div></div></div>
<div class="zrbj"><p>（责编：某某）</p></div></body></html>""",
    kicker="走进背街小巷",
    byline="乐正清　佘墨",
    date="2023-03-08",
    page=2,
    paper="青澜报",
)

# Founder's newer template: pc/layout/202303/08/node_02.html and pc/content/202303/08/content_88.html
FOUNDER_NEW = Page(
    f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>石板巷的灯亮了--青澜报</title>
<script>var _hmt = _hmt || []; var title = '<h1>脚本的标题</h1>';</script></head><body>
<div class="header"><span id="layout">第02版：要闻</span></div>
<ul id="layoutlist"><li><a href="../../../layout/202303/08/node_01.html">第01版：头版</a></li></ul>
<div class="detail"><p id="PreTitle" class="intro">走进背街小巷</p><h2 id="Title">石板巷的灯亮了</h2><p id="SubTitle">十二盏路灯昨天通电</p>
<div class="info"><span class="date">2023年03月08日</span><span class="author">作者：乐正清</span></div>
<div class="attachment"><ul><li><img src="x.jpg"><p>{CAPTION}</p></li></ul></div>
<div id="ozoom" class="content"><founder-content>{paragraphs(*BODY)}</founder-content></div></div>
<div class="share">分享到：微信</div></body></html>""",
    kicker="走进背街小巷",
    subtitle="十二盏路灯昨天通电",
    byline="乐正清",
    captions=(CAPTION,),
    date="2023-03-08",
    page=2,
)

DETAILS = Page(
    f"""<html><head><meta charset="utf-8"><title>青澜报电子版</title></head><body><div class="newslisttit"><em>A02版：要闻</em></div>
<div class="newsdetatit"><div class="intro">走进背街小巷</div><h3>石板巷的灯亮了</h3><div class="sub"></div><p align="center">2023-03-08　乐正清</p></div>
<div class="newsdetatext"><div id="ozoom">{BODY[0]}<br/><br/>　　{BODY[1]}<br/>　　{BODY[2]}</div></div></body></html>""",
    kicker="走进背街小巷",
    date="2023-03-08",
    page=2,
    paper="青澜报",
)

LEADING = Page(
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>青澜报</title></head><body><div class="article">
<h2 class="leading_title">走进背街小巷</h2><h1>石板巷的灯亮了</h1><h2>十二盏路灯昨天通电</h2>
<div class="info"><span>来源：青澜报</span><span>2023-03-08 第02版 要闻</span><span>作者：乐正清</span></div>
<div class="text">{paragraphs(*BODY)}<figure><img src="1.jpg"><figcaption>{CAPTION}</figcaption></figure></div></div></body></html>""",
    kicker="走进背街小巷",
    subtitle="十二盏路灯昨天通电",
    byline="乐正清",
    captions=(CAPTION,),
    date="2023-03-08",
    page=2,
)

NAMED_IN_PINYIN = Page(
    f"""<html><head><meta charset="utf-8"></head><body><span class="banming2">2版：要闻</span><div id="yinti">走进背街小巷</div>
<div id="doctitle">石板巷的灯亮了</div><div id="subdoctitle">十二盏路灯昨天通电</div>
<div id="doccontent"><p>　　{BODY[0]}</p><p>　　{BODY[1]}</p><p>　　{BODY[2]}</p></div></body></html>""",
    kicker="走进背街小巷",
    subtitle="十二盏路灯昨天通电",
    page=2,
)

EPAPERS = {
    "founder tables": FOUNDER_TABLES,
    "founder comment": FOUNDER_COMMENT,
    "headings": HEADINGS,
    "article and sec": ARTICLE_SEC,
    "founder, newer": FOUNDER_NEW,
    "details": DETAILS,
    "leading title": LEADING,
    "named in pinyin": NAMED_IN_PINYIN,
}

NAV = """<div class="top"><ul class="menu"><li><a href="/">首页</a></li><li><a href="/yw">要闻</a></li>
<li><a href="/sz">时政</a></li><li><a href="/ms">民生</a></li></ul></div>"""
FOOT = """<div class="foot"><p>青澜网版权所有，未经授权不得转载、复制或建立镜像，违者必究。</p>
<p>增值电信业务经营许可证：青B2-00000000　违法和不良信息举报电话：000-00000000</p></div>"""

LINKED_DATA = Page(
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>石板巷的灯亮了 - 青澜网</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"青澜网"}},
{{"@type":"NewsArticle","headline":"石板巷的灯亮了","datePublished":"2023-03-08T08:30:00+08:00","author":[{{"@type":"Person","name":"乐正清"}}]}}]}}</script>
</head><body>{NAV}<main><article><h1>石板巷的灯亮了</h1><div class="meta">2023-03-08 08:30 来源：青澜网</div>
{paragraphs(*BODY, indent="")}<h2>{SUBHEAD}</h2><aside class="related"><h3>相关阅读</h3><ul>{LINKS}</ul></aside></article></main>{FOOT}</body></html>""",
    byline="乐正清",
    subheads=(SUBHEAD,),
    date="2023-03-08",
)

GOVERNMENT = Page(
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ArticleTitle" content="石板巷的灯亮了">
<meta name="PubDate" content="2023-03-08 10:20"><meta name="ContentSource" content="区政府办公室"><title>石板巷的灯亮了_部门动态_青澜区人民政府</title></head>
<body>{NAV}<div class="position">当前位置：<a href="/">首页</a>&gt;<a href="/dt">部门动态</a></div>
<div class="xl"><h2 class="tit">石板巷的灯亮了</h2><div class="laiyuan">发布时间：2023-03-08　来源：区政府办公室　字号：<a>大</a> <a>中</a> <a>小</a></div>
<div class="TRS_Editor"><style>.TRS_Editor P{{line-height:1.5}}</style>{paragraphs(*BODY)}</div></div>{FOOT}</body></html>""",
    date="2023-03-08",
)

DIVS = Page(
    f"""<html><head><meta charset="utf-8"><title>石板巷的灯亮了|民生|青澜网</title></head><body>{NAV}
<div class="wrap"><div class="left"><h1>石板巷的灯亮了</h1><div class="time">2023年3月8日 09:12</div>
<div>{paragraphs(*BODY, tag="div")}</div><div class="hot"><b>热点推荐</b><ul>{LINKS}</ul></div></div>
<div class="right"><h3>24小时排行</h3><ol>{LINKS * 3}</ol></div></div>{FOOT}</body></html>""",
    date="2023-03-08",
)

OLD_TABLES = Page(
    f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>石板巷的灯亮了</TITLE></HEAD>
<BODY bgColor=#ffffff><TABLE width=760><TR><TD><A href=index.asp>首页</A> | <A href=news.asp>新闻</A> | <A href=bbs.asp>论坛</A></TD></TR></TABLE>
<TABLE width=760><TR><TD width=180 vAlign=top><FONT size=2>{LINKS.replace("li>", "p>")}</FONT></TD>
<TD><CENTER><FONT size=5><B>石板巷的灯亮了</B></FONT></CENTER><BR><FONT size=3>　　{BODY[0]}<BR><BR>　　{BODY[1]}<BR><BR>　　{BODY[2]}</FONT></TD></TR></TABLE>
<TABLE width=760><TR><TD align=center>{FOOT}</TD></TR></TABLE></BODY></HTML>""",
)

SHORT = Page(
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="石板巷的灯亮了">
<meta property="article:published_time" content="2023-03-08T08:30:00+08:00"><title>石板巷的灯亮了 - 青澜网</title></head><body>{NAV}
<div class="main"><h1>石板巷的灯亮了</h1><div class="txt"><p>3月6日，青澜区石板巷的路灯通电了。</p></div></div>
<div class="side"><h3>推荐阅读</h3><ul>{LINKS * 4}</ul></div>{FOOT}</body></html>""",
    body=("3月6日，青澜区石板巷的路灯通电了。",),
    date="2023-03-08",
)

_COMMENTS = "".join(
    f'<div class="comment-item"><span class="user">街坊{n}号</span><p>这条巷子我走了二十年，路灯早就该装了，希望别的巷子也快点装上，真心感谢大家。</p></div>'
    for n in range(12)
)
COMMENTS = Page(
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>石板巷的灯亮了</title></head><body>{NAV}<div class="page"><div class="content-box">
<h1>石板巷的灯亮了</h1><div class="article-content">{paragraphs(*BODY)}</div></div><div class="comment-list"><h3>网友评论</h3>{_COMMENTS}</div></div>{FOOT}</body></html>""",
)

MESSENGER = Page(
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="石板巷的灯亮了"><title></title></head><body>
<div id="page-content"><h1 class="rich_media_title" id="activity-name">石板巷的灯亮了</h1><div id="meta_content"><span>原创</span> <a>青澜发布</a> <em id="publish_time">2023-03-08 18:00</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden;">{"".join(f'<section style="margin: 8px"><section><span style="font-size: 15px">{text}</span></section></section>' for text in BODY)}
<p><img data-src="x"></p></div></div><script>var msg_title = "脚本里的标题，不是正文。";</script></body></html>""",
    date="2023-03-08",
)

TABLE_INSIDE = Page(
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>石板巷的灯亮了</title></head><body>{NAV}<div class="article-body"><h1>石板巷的灯亮了</h1>
<p>{BODY[0]}</p><table border="1"><tr><td>小巷</td><td>路灯</td></tr><tr><td>石板巷</td><td>12盏</td></tr></table><p>{BODY[1]}</p><p>{BODY[2]}</p></div>{FOOT}</body></html>""",
    body=(BODY[0], "小巷 路灯", "石板巷 12盏", BODY[1], BODY[2]),
)

WEB = {
    "linked data": LINKED_DATA,
    "government": GOVERNMENT,
    "divs": DIVS,
    "old tables": OLD_TABLES,
    "short": SHORT,
    "comments": COMMENTS,
    "messenger": MESSENGER,
    "table inside": TABLE_INSIDE,
}
