// Runs while the page is still being read: the settings of this device, the application's code, and the first answers
// that it will ask for. The paths stand on <html>: `data-early` is always asked for, `data-home` on the first screen of
// somebody who is logged in. The application takes them out of `__early`.
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
  root.toggleAttribute("data-elder", !!recall("mz.elder"));
  const { early: first, home, next } = root.dataset;
  if (first) ask(first);
  if (home && location.pathname === "/" && recall("mz.in")) ask(home + location.search);
  if (next && !navigator.connection?.saveData) {
    // What the next page needs is fetched once this one has long been quiet.
    addEventListener("load", () => setTimeout(() => next.split(" ").forEach((path) => fetch(path)), 4000));
  }
  const wasm = fetch("{{wasm}}");
  import("{{js}}")
    .then((application) => application.default({ module_or_path: wasm }))
    .catch((problem) => {
      root.classList.add("boot-failed");
      console.error(problem);
    });
})();
