// What a citizen saw last and what waits to be sent, on this device, encrypted: see ADR 0022. One key for one person's
// log-in, which no script can read out; without it what is kept is noise, so forgetting the key forgets everything.
// Nothing here may fail a page: what can't be kept is not kept.
const STORE = "kept";
const LOCK = "lock";
// What begins so waits to be sent: it outlives the end of the session, though not another person's log-in.
const WAITING = "waiting";
const SLACK = 300000;

// Whose answers this page gets.
let mine;
let last = Promise.resolve();
let opened;

const whole = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const database = () => {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("mz", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
};

const store = async (mode) => (await database()).transaction(STORE, mode).objectStore(STORE);
const isOver = ({ at, until }) => Date.now() > until || Date.now() < at - SLACK;
const waits = (name) => name.startsWith(WAITING);
const bytes = (text) => new TextEncoder().encode(text);

// One after another, so that what is kept finds the lock that was begun before it.
const inTurn = (work) => (...given) => {
  last = last.then(() => work(...given)).catch(() => undefined);
  return last;
};

// The session of `who` is live, and ends after so many minutes without a request.
export const begin = inTurn(async (who, minutes) => {
  mine = who;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const kept = await store("readwrite");
  const lock = await whole(kept.get(LOCK));
  const at = Date.now();
  const until = at + minutes * 60000;
  if (lock?.who === who) {
    if (isOver(lock)) await sweep(kept);
    await whole(kept.put({ ...lock, minutes, at, until }, LOCK));
  } else {
    await whole(kept.clear());
    await whole(kept.put({ id: crypto.randomUUID(), who, key, minutes, at, until }, LOCK));
  }
});

// Keeps what the server answered, or what waits for it.
export const keep = inTurn(async (name, text) => {
  const lock = await whole((await store("readonly")).get(LOCK));
  if (!lock || lock.who !== mine) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytes(name) }, lock.key, bytes(text));
  const kept = await store("readwrite");
  const now = await whole(kept.get(LOCK));
  // Another tab may have logged out, or somebody else in, meanwhile.
  if (now?.id !== lock.id) return;
  const at = Date.now();
  await whole(kept.put({ iv, data, at }, name));
  if (!waits(name)) await whole(kept.put({ ...now, at, until: at + now.minutes * 60000 }, LOCK));
});

// What is kept under `name`, as [when, text].
export const look = inTurn(async (name) => {
  const kept = await store("readwrite");
  const lock = await whole(kept.get(LOCK));
  if (!lock || (mine ?? lock.who) !== lock.who) return;
  if (isOver(lock)) {
    await sweep(kept);
    if (!waits(name)) return;
  }
  const found = await whole(kept.get(name));
  if (!found) return;
  const { iv, data, at } = found;
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bytes(name) }, lock.key, data);
  mine = lock.who;
  return [at, new TextDecoder().decode(text)];
});

export const drop = inTurn(async (name) => whole((await store("readwrite")).delete(name)));

// The session has ended.
export const end = inTurn(async () => {
  mine = undefined;
  await sweep(await store("readwrite"));
});

// The person has logged out, or is somebody without licences.
export const forget = inTurn(async () => {
  mine = undefined;
  await whole((await store("readwrite")).clear());
});

async function sweep(kept) {
  for (const name of await whole(kept.getAllKeys())) {
    if (name !== LOCK && !waits(name)) await whole(kept.delete(name));
  }
}
