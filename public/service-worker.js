// Without a connection a page still opens: its shell is kept here and starts the application, which says what happened
// in the visitor's own language and offers to try again. Kept are the pages alone, which are the same for everybody;
// nobody's data, and no answer of the API.
const SHELLS = "shells";
// Pages that the server makes: they start no application, and some are one person's.
const OF_THE_SERVER = /^\/(api|disclosed|acknowledgements|check|objecting|receipts)(\/|$)/;

const shellOf = (path) => (path.startsWith("/desk") ? "/desk/" : path === "/" ? "/" : "/licences");

addEventListener("install", (event) => {
  skipWaiting();
  const keep = async () => {
    const shells = await caches.open(SHELLS);
    // What is not served here (a desk on a host of its own) is simply not kept.
    await Promise.allSettled(["/", "/licences"].map((path) => shells.add(path)));
  };
  event.waitUntil(keep());
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  const isPage = event.request.mode === "navigate" && !OF_THE_SERVER.test(pathname) && !pathname.includes(".");
  if (isPage) event.respondWith(open(event, shellOf(pathname)));
});

async function open(event, shell) {
  const shells = await caches.open(SHELLS);
  try {
    const page = await fetch(event.request);
    // The newest shell is kept, so that it asks for files of the release that this browser has.
    if (page.ok && !page.redirected) event.waitUntil(shells.put(shell, page.clone()));
    return page;
  } catch (problem) {
    const kept = await shells.match(shell, { ignoreVary: true });
    if (kept) return kept;
    throw problem;
  }
}
