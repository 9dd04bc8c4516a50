/** The style of `/api/docs`. A string, because the worker serves it and the page may load nothing else. */
export const docsStyle = `:root {
  color-scheme: light dark;
  --ground: #fbfaf7; --text: #23211d; --quiet: #625c52; --line: #ddd7cb; --code: #f1ede4; --link: #8a2b1d;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #191815; --text: #ece7dd; --quiet: #aaa294; --line: #3a372f; --code: #26241f; --link: #f2a08f; }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; max-width: 60rem; padding: 1rem 1rem 4rem;
  background: var(--ground); color: var(--text);
  font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  overflow-wrap: break-word;
}
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h1 { font-size: 2rem; line-height: 1.2; margin: .5rem 0; }
h2 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 .5rem; }
h3 { font-size: 1.125rem; line-height: 1.35; margin: 0 0 .25rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
#changes h3, #shapes h3 { margin-top: 1.75rem; }
h2 [lang], summary [lang], .address span { color: var(--quiet); font-weight: 400; }
.operation { border-top: 1px dashed var(--line); margin-top: 1.75rem; padding-top: 1.5rem; }
section { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1.5rem; }
small, dd { color: var(--quiet); }
nav ul { list-style: none; padding: 0; }
nav li { padding: .25rem 0; }
nav a { display: inline-block; padding: .5rem 0; }
nav details { border-top: 1px solid var(--line); }
nav details ul { margin: 0 0 1rem; padding-left: 1.125rem; }
code { font: .875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
small code { font-size: .95em; }
pre { background: var(--code); border-radius: 8px; padding: .75rem 1rem; white-space: pre-wrap; }
.address { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0 0 .5rem; }
.address b { color: var(--link); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
td { overflow-wrap: anywhere; }
tbody th { width: 1%; white-space: nowrap; }
thead th { color: var(--quiet); font-weight: 600; }
tbody th { font-weight: 400; }
summary { cursor: pointer; padding: .625rem 0; }
details pre { margin-top: 0; max-height: 70vh; overflow: auto; }
dt { margin-top: .75rem; }
dd { margin: 0; }
@media print { nav { display: none; } details pre { max-height: none; } }
`
