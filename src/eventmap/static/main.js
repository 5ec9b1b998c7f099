/**
 * Entry of the map's scripts: the only one that the frame loads by name, after Leaflet.
 *
 * The generated script of the base map calls `add` for every layer and then `start`; the
 * script of the feature group calls `show` after every rerun of the page. The modules load
 * meanwhile, side by side, so every call waits for the one before it.
 */
window.eventmap = (() => {
  // A key that means something to the page means it here, too, where the map has the focus.
  document.addEventListener('keydown', ({ key, target, ctrlKey, metaKey, altKey }) => {
    const typed = target instanceof Element && target.closest('input, select, textarea');
    if (typed || ctrlKey || metaKey || altKey || !['p', 'Escape'].includes(key)) return;
    const passed = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    window.parent.document.body.dispatchEvent(passed);
    if (key === 'Escape' && !passed.defaultPrevented) controller?.then((one) => one.takeBack());
  });

  const loadController = import('./controller.js');
  /** @type {Promise<any>[]} */
  const layers = [];
  /** @type {Promise<any>} */
  let controller;

  return {
    /** Register the layer that the class `name` of `script` draws. */
    add({ script, name, options }) {
      layers.push(import(`./${script}.js`).then((module) => ({ Layer: module[name], options })));
    },

    /** Take over a Leaflet map that has been created but shows nothing yet. */
    start(map, config) {
      controller = Promise.all([loadController, ...layers]).then(
        async ([{ Controller }, ...loaded]) => {
          const created = new Controller(map, config);
          await created.start(loaded);
          return created;
        },
      );
    },

    /** Show what the page has chosen; what is on the map stays until the new is there. */
    show(state) {
      // The groups of earlier runs have left the map; the frame would keep them all.
      window.feature_group = [];
      controller = controller.then((started) => {
        started.show(state);
        return started;
      });
    },
  };
})();
