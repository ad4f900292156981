namespace GradCam.Runs;

/// <summary>The style of <see cref="DifferencePage"/>: the reader's own light or dark, one column where the window is narrow.</summary>
internal static class DifferencePageStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css = """

        :root { color-scheme: light dark; --back: #ffffff; --text: #1c1c1e; --line: #c7c7cc; --good: #0b6b2e; --bad: #a3120a; --link: #0a4fa3; }
        @media (prefers-color-scheme: dark) {
          :root { --back: #17181a; --text: #ececee; --line: #48494d; --good: #6fd18c; --bad: #ff9d94; --link: #8cbcff; }
        }
        body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 1100px; margin: 0 auto; padding: 1rem; }
        a { color: var(--link); }
        a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -100vw; }
        .skip:focus { left: 1rem; top: 1rem; padding: .5rem; background: var(--back); }
        .same { color: var(--good); }
        .different { color: var(--bad); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
        dd { margin: 0; overflow-wrap: anywhere; }
        section { border-top: 1px solid var(--line); padding-bottom: 1rem; }
        h2 { font-size: 1.1rem; overflow-wrap: anywhere; }
        .row { display: grid; grid-template-columns: repeat(auto-fill, minmax(224px, 1fr)); gap: 1rem; }
        figure { margin: 0; }
        img { width: 100%; height: auto; image-rendering: pixelated; border: 1px solid var(--line); }
        .none { display: grid; place-items: center; min-height: 224px; border: 1px dashed var(--line); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        caption { text-align: left; font-size: 1.1rem; font-weight: bold; padding: 1rem 0 .5rem; }
        th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top; }
        th[scope="row"] { font-weight: normal; overflow-wrap: anywhere; }

        """;
}
