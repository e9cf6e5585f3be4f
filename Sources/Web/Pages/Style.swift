/// The one style sheet, inside the page: no second request, nothing to cache wrongly.
enum Style {
    static let html: HTML = """
        :root {
          color-scheme: light dark;
          --paper: #fdfdfb; --ink: #1d2421; --soft: #56625c; --line: #dfe4df; --water: #0b6b57; --deep: #e9f3ef; --fault: #a4262c;
        }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #121715; --ink: #e8edea; --soft: #a3b0aa; --line: #2b3531; --water: #6fd3b8; --deep: #18211d; --fault: #ff9c94; }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; padding: 1.5rem clamp(1rem, 5vw, 3rem) 4rem; max-width: 56rem;
          background: var(--paper); color: var(--ink);
          font: 1.0625rem/1.6 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
        }
        header { display: flex; justify-content: space-between; align-items: baseline; margin-bottom: clamp(2rem, 8vh, 5rem); }
        .name { font-weight: 700; font-size: 1.25rem; letter-spacing: -.01em; color: var(--ink); text-decoration: none; }
        .name::before { content: "≈"; color: var(--water); margin-right: .4em; }
        h1 { font-size: clamp(1.9rem, 5.5vw, 3.1rem); line-height: 1.12; letter-spacing: -.025em; margin: 0 0 1rem; text-wrap: balance; }
        h2 { font-size: 1.05rem; margin: 3rem 0 .75rem; }
        p { margin: 0 0 1rem; max-width: 40rem; }
        .lead { font-size: 1.2rem; color: var(--soft); }
        a { color: var(--water); text-underline-offset: .2em; }
        .skip { position: absolute; left: -999rem; }
        .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .25rem .75rem; }
        .figures { display: flex; flex-wrap: wrap; gap: 1px; margin: 2.5rem 0 0;
          background: var(--line); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
        .figures div { flex: 1 1 9rem; background: var(--paper); padding: 1.1rem 1.3rem; display: flex; flex-direction: column-reverse; }
        .figures dt { color: var(--soft); font-size: .95rem; }
        .figures dd { margin: 0; font-size: 2.1rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
        .steps { margin: 0; padding: 0; list-style: none; display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
        .steps li { border-top: 2px solid var(--water); padding-top: .8rem; }
        .steps b { display: block; }
        .steps span { color: var(--soft); }
        pre { background: var(--deep); border-radius: .6rem; padding: 1rem 1.2rem; overflow-x: auto; font-size: .92rem; line-height: 1.7; }
        code { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", "Liberation Mono", monospace; }
        .ways { display: grid; gap: .8rem; padding: 0; list-style: none; }
        a.button { display: block; padding: .65rem .8rem; border: 1px solid var(--soft); border-radius: .5rem; text-align: center;
          text-decoration: none; font-weight: 600; }
        .links { display: flex; flex-wrap: wrap; gap: .4rem 1.6rem; padding: 0; list-style: none; }
        a:focus-visible, button:focus-visible, input:focus-visible, pre:focus-visible { outline: 3px solid var(--water); outline-offset: 3px; border-radius: 2px; }
        label { display: block; font-weight: 600; margin: 0 0 .35rem; }
        input:not([type=hidden]) { width: 100%; padding: .65rem .8rem; font: inherit; color: var(--ink); background: var(--paper);
          border: 1px solid var(--soft); border-radius: .5rem; }
        input[aria-invalid] { border-color: var(--fault); border-width: 2px; }
        .fault { color: var(--fault); margin: .5rem 0 0; }
        button { margin-top: 1rem; padding: .65rem 1.2rem; font: inherit; font-weight: 600; cursor: pointer;
          color: var(--paper); background: var(--water); border: 1px solid var(--water); border-radius: .5rem; }
        button.quiet { margin: 0; padding: .3rem .8rem; font-weight: 500; color: var(--water); background: none; }
        .card { max-width: 26rem; margin: 2rem 0; padding: 1.4rem 1.5rem 1.5rem; border: 1px solid var(--line); border-radius: .75rem; }
        .card > button:first-child { margin-top: 0; }
        .rows { list-style: none; margin: 0 0 1.2rem; padding: 0; border-top: 1px solid var(--line); }
        .rows li { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; align-items: center;
          padding: .8rem 0; border-bottom: 1px solid var(--line); }
        .soft, .mark { color: var(--soft); }
        .code { color: var(--soft); font-size: .95rem; }
        """

    static let sheet = html.text
}
