// A cell that begins with %%smtp, %%pop3, %%imap or %%http holds lines of that protocol, which are sent as they stand.
// JupyterLab takes them for Java: Enter would indent the next line, and words would be coloured as types and names.
//
// This is the form in which webpack hands a federated extension to JupyterLab, written by hand: it needs no build.
(() => {
  const PROTOCOL = /^%%(smtp|pop3|imap|http)\b/;
  const isTyped = state => PROTOCOL.test(state.doc.line(1).text);

  let shared;

  /** A module that JupyterLab shares with its extensions. There is one version of each. */
  const load = async name => (await Object.values(shared[name])[0].get())();

  const plugin = async () => {
    const { EditorExtensionRegistry, IEditorExtensionRegistry } = await load('@jupyterlab/codemirror');
    const { indentService } = await load('@codemirror/language');
    const { EditorView } = await load('@codemirror/view');
    const extension = [
      indentService.of(({ state }) => (isTyped(state) ? 0 : undefined)),
      EditorView.editorAttributes.compute(['doc'], state => (isTyped(state) ? { class: 'wirelab-typed' } : {})),
      EditorView.theme({ '&.wirelab-typed .cm-line span': { color: 'inherit', fontWeight: 'inherit' } })
    ];
    return {
      id: 'wirelab-typing:plugin',
      autoStart: true,
      requires: [IEditorExtensionRegistry],
      activate: (app, registry) =>
        registry.addExtension({
          name: 'wirelab-typing',
          factory: () => EditorExtensionRegistry.createImmutableExtension(extension)
        })
    };
  };

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB['wirelab-typing'] = {
    init: scope => {
      shared = scope;
    },
    get: async () => {
      const module = { __esModule: true, default: await plugin() };
      return () => module;
    }
  };
})();
