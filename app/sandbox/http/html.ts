const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A piece of HTML that is already safe. */
export class Html {
  constructor(readonly text: string) {}
}

type Piece = Html | string | number | Piece[]

/** Builds HTML; everything that is not Html itself is escaped. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(strings.map((text, index) => text + render(pieces[index] ?? '')).join(''))
}

function render(piece: Piece): string {
  if (piece instanceof Html) return piece.text
  if (Array.isArray(piece)) return piece.map(render).join('')
  return String(piece).replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter])
}

/** Fen as yuan for people: `259900` reads `¥2,599.00`. */
export function yuan(fen: number): string {
  const whole = String(Math.floor(fen / 100)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
  return `¥${whole}.${String(fen % 100).padStart(2, '0')}`
}

/** A whole page in the look of the sandbox. `refreshSeconds` lets it load itself again, without a script. */
export function layout(input: { title: string; refreshSeconds?: number; body: Html }): string {
  const refresh =
    input.refreshSeconds === undefined
      ? ''
      : html`<meta http-equiv="refresh" content="${input.refreshSeconds}" />`
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${refresh}
        <title>${input.title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        ${input.body}
      </body>
    </html>`.text
}

const STYLE = `
:root { --ink: #1d2b24; --dim: #5d6b64; --line: #dfe6e2; --ground: #f3f6f4; --card: #fff; --go: #067d45; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8efeb; --dim: #a3b1aa; --line: #34403a; --ground: #121815; --card: #1b2320; --go: #4cc38a; --bad: #ff8a80; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 16px 48px; background: var(--ground); color: var(--ink);
  font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 960px; margin: 0 auto; }
main.narrow { max-width: 440px; }
h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 28px 0 8px; }
p { margin: 0 0 12px; } .dim { color: var(--dim); font-size: 14px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 24px; margin: 16px 0; overflow-x: auto; }
.amount { font-size: 40px; font-weight: 600; text-align: center; margin: 8px 0; font-variant-numeric: tabular-nums; }
.center { text-align: center; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 16px; margin: 16px 0 0; }
dt { color: var(--dim); } dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { color: var(--dim); font-weight: 500; } td.wrap { white-space: normal; overflow-wrap: anywhere; min-width: 14em; }
form { display: inline; } .row { display: flex; flex-wrap: wrap; gap: 8px; }
button { font: inherit; border: 1px solid var(--line); background: transparent; color: inherit; border-radius: 10px;
  padding: 8px 16px; min-height: 44px; cursor: pointer; }
button:focus-visible, a:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.stack form { display: block; margin-top: 12px; } .stack button { width: 100%; }
button.go { background: #067d45; border-color: #067d45; color: #fff; font-weight: 600; font-size: 18px; min-height: 52px; }
.note { border-left: 4px solid var(--go); padding: 8px 12px; background: var(--card); border-radius: 6px; }
.note.bad { border-color: var(--bad); } .bad-text { color: var(--bad); }
a { color: var(--go); } ol { padding-left: 20px; margin: 8px 0 0; font-size: 14px; }
`
