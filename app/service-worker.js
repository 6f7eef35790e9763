// Without a connection the application still opens: its pages and its code are kept here, those of one build together,
// and nobody's data (app/kept.js keeps those). With a connection the pages always come from the server, so an upgrade is
// seen at the next load; its worker then replaces what was kept of the build before.
const BUILD = "{{build}}";
const CODE = "{{code}}".split(" ");
const LATER = "{{later}}".split(" ");
const PAGES = ["/", "/licences"];
// Pages that the server makes: they start no application, and some are one person's.
const OF_THE_SERVER = /^\/(api|disclosed|acknowledgements|check|objecting|receipts)(\/|$)/;

const shellOf = (path) => (path.startsWith("/desk") ? "/desk/" : path === "/" ? "/" : "/licences");

addEventListener("install", (event) => {
  skipWaiting();
  const keep = async () => {
    const kept = await caches.open(BUILD);
    const wanted = navigator.connection?.saveData ? CODE : [...CODE, ...LATER];
    // What is not served here (a citizen's page on the desk's own host) is simply not kept.
    await Promise.allSettled([...wanted, ...PAGES].map((path) => kept.add(path)));
  };
  event.waitUntil(keep());
});

addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) {
      if (name !== BUILD) await caches.delete(name);
    }
    await clients.claim();
  };
  event.waitUntil(tidy());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (origin !== location.origin || request.method !== "GET") return;
  if (CODE.includes(pathname) || LATER.includes(pathname)) {
    event.respondWith(code(event, pathname));
  } else if (request.mode === "navigate" && !OF_THE_SERVER.test(pathname) && !pathname.includes(".")) {
    event.respondWith(page(event, shellOf(pathname)));
  }
});

// Named by its content, so what is kept is what the server has.
async function code(event, path) {
  const kept = await caches.open(BUILD);
  const known = await kept.match(path, { ignoreVary: true });
  if (known) return known;
  const answer = await fetch(event.request);
  if (answer.ok) event.waitUntil(kept.put(path, answer.clone()));
  return answer;
}

async function page(event, shell) {
  const kept = await caches.open(BUILD);
  try {
    const answer = await fetch(event.request);
    // The citizen's pages are kept with their build; the desk's is kept when somebody works there.
    if (shell === "/desk/" && answer.ok && !answer.redirected) event.waitUntil(kept.put(shell, answer.clone()));
    return answer;
  } catch (problem) {
    const known = await kept.match(shell, { ignoreVary: true });
    if (known) return known;
    throw problem;
  }
}
