// Runs while the page is still being read: the settings of this device, the application's code, and the first answers
// that it will ask for. The paths stand on <html>: `data-early` is always asked for, `data-home` on the first screen of
// somebody who is logged in, or the licence whose page this is. The application takes them out of `__early`.
(() => {
  const root = document.documentElement;
  const early = (window.__early = {});
  const ask = (path) => {
    early[path] = fetch(path);
    early[path].catch(() => {});
  };
  const recall = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  root.lang = recall("mz.lang") || root.lang;
  const elder = recall("mz.elder");
  if (elder) root.dataset.elder = elder;
  const { early: first, home, next } = root.dataset;
  if (first) ask(first);
  if (home && recall("mz.in")) {
    if (location.pathname === "/") ask(home + location.search);
    else if (/^\/licences\/[^/]+$/.test(location.pathname)) ask("/api/v1" + location.pathname);
  }
  // What this device keeps of a citizen's for a time without a connection.
  window.__kept = import("{{kept}}");
  window.__kept.catch(() => {});
  // The checker of seals, when somebody asks for it.
  window.__seal = () => {
    const [js, wasm] = root.dataset.seal.split(" ");
    return import(js).then((seal) => seal.default({ module_or_path: wasm }));
  };
  // Once this page has long been quiet: what the next one needs, and what opens a page without a connection.
  const settle = () => {
    navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
    if (next && !navigator.connection?.saveData) next.split(" ").forEach((path) => fetch(path).catch(() => {}));
  };
  addEventListener("load", () => setTimeout(settle, 4000));
  const wasm = fetch("{{wasm}}");
  import("{{js}}")
    .then((application) => application.default({ module_or_path: wasm }))
    .catch((problem) => {
      root.classList.add("boot-failed");
      console.error(problem);
    });
})();
