/** The report's own style sheet: it prints as a document and needs nothing from elsewhere. Colours are those of app/globals.css. */
export const STYLES = `
:root{color-scheme:light dark;--bg:#f7f6f3;--raised:#fff;--line:#e3e1dd;--ink:#1b1814;--ink2:#544f49;--ink3:#6d6861;--accent:#6a3cc4;
--done:#137738;--attention:#915c00;--failed:#ba1e20;--running:#0160c1;--soft:#ddedff;--bar:#0160c1;--range:#9cc4ee}
@media (prefers-color-scheme:dark){:root{--bg:#0d0c0a;--raised:#1d1b19;--line:#2b2925;--ink:#edebe7;--ink2:#b4b0aa;--ink3:#96918a;--accent:#b7a0fb;
--done:#5bcc80;--attention:#eeb747;--failed:#f97772;--running:#67b0f9;--soft:#112844;--bar:#67b0f9;--range:#274d75}}
*{box-sizing:border-box}
html{background:var(--bg)}
body{margin:0 auto;max-width:980px;padding:24px 20px 64px;color:var(--ink);font:14px/20px ui-sans-serif,system-ui,sans-serif;overflow-wrap:break-word}
h1{font-size:28px;line-height:36px;margin:0 0 4px}
h2{font-size:20px;line-height:28px;margin:32px 0 8px}
h3{font-size:14px;margin:16px 0 4px}
p{margin:4px 0;white-space:pre-line}
a{color:var(--accent)}
code,.mono{font:12px/16px ui-monospace,monospace}
ul,ol{margin:4px 0;padding-left:20px}
.id{word-break:break-all}
.sub{color:var(--ink2)}
.note{color:var(--ink3);font-size:12px;line-height:16px}
.card{background:var(--raised);border:1px solid var(--line);border-radius:8px;padding:16px;margin:16px 0}
.banner{border-left:4px solid var(--attention)}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:6px 16px;margin:0}
dl.facts dt{color:var(--ink2)}dl.facts dd{margin:0}
.big{font-size:20px;line-height:28px;font-weight:600}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;background:var(--raised)}
th{white-space:nowrap}
th,td{border:1px solid var(--line);padding:4px 8px;text-align:left;vertical-align:top}
th{font-weight:600;color:var(--ink2);font-size:12px;line-height:16px}
td.n,th.n{text-align:right;white-space:nowrap}
.blocker,.failed{color:var(--failed);font-weight:600}.warning{color:var(--attention);font-weight:600}.done{color:var(--done);font-weight:600}
figure{margin:8px 0}
svg{display:block;width:100%;overflow:visible}
svg.wide{max-width:600px}
details{margin:8px 0}summary{cursor:pointer;color:var(--ink2)}
svg text{fill:var(--ink2);font:11px ui-sans-serif,system-ui,sans-serif}
.bar{fill:var(--bar)}.range{fill:var(--range)}.line{fill:none;stroke:var(--bar);stroke-width:1.5}.dot{fill:var(--ink3)}
nav.forms a{margin-right:12px}
@media (max-width:640px){dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:8px}body{padding:16px 12px 48px}}
@page{size:A4;margin:16mm 14mm 18mm}
@media print{
:root{color-scheme:light;--bg:#fff;--raised:#fff;--line:#bbb;--ink:#000;--ink2:#333;--ink3:#444;--accent:#000;--done:#000;--attention:#000;--failed:#000;--bar:#000;--range:#ccc}
body{max-width:none;padding:0;font-size:10pt;line-height:14pt}
h1,h2,h3{break-after:avoid}
tr,.card,figure,li{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
nav.forms,.screen{display:none}
details::details-content{content-visibility:visible;block-size:auto}
a[href^="https"]::after{content:" (" attr(href) ")";font-size:8pt}
.bar{fill:url(#hatch)}
}
`;

/** Shows times in the reader's own zone; without it they stand in UTC. */
export const SCRIPT = `for(const t of document.querySelectorAll('time[data-local]')){const d=new Date(t.dateTime);t.after(' = '+d.toLocaleString(undefined,{dateStyle:'medium',timeStyle:'short'})+' your time')}`;
