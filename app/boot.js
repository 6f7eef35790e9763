// Starts before the page is read to its end: the application, its code, and the first answer that
// it will ask for (the path in `data-early` of <html>; the application finds it in `__early`).
(() => {
  const early = document.documentElement.dataset.early;
  if (early) {
    window.__early = fetch(early, { headers: { accept: "application/json" } }).catch(() => null);
  }
  const wasm = fetch("{{wasm}}");
  import("{{js}}")
    .then((application) => application.default({ module_or_path: wasm }))
    .catch((problem) => {
      document.documentElement.classList.add("boot-failed");
      console.error(problem);
    });
})();
