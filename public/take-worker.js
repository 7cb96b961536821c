/**
 * Keeps the open section of an assessment readable without a network: the page of /take/q as it was last drawn, and the
 * built files it needs. Edits are not its business; they are in the edit log's own storage. Registered by
 * components/take/offline/offline-copy.ts with the scope /take, removed and emptied once the attempt is handed in.
 */
const pageCache = 'plumbline-take-page';
const fileCache = 'plumbline-take-files';
/** One key for all questions: they are one page, and which is shown is read from the address. */
const pageKey = '/take/q';
const pageTimeoutMs = 6_000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  // The page was drawn, and loaded its files, before this worker took over.
  if (event.data?.kind === 'keep-page') event.waitUntil(keepPage('/take/q/1'));
  if (event.data?.kind === 'keep-files' && Array.isArray(event.data.urls)) {
    const files = event.data.urls.filter((url) => isFile(new URL(url, self.location.origin)));
    event.waitUntil(keepFiles(files));
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && /^\/take\/q\/\d+$/u.test(url.pathname)) {
    event.respondWith(page(event));
  } else if (isFile(url)) {
    event.respondWith(file(request));
  }
});

function isFile(url) {
  return url.origin === self.location.origin && url.pathname.startsWith('/_next/static/');
}

/** The network first, because the page is the server's to draw; what was drawn last when there is none. */
async function page(event) {
  try {
    const response = await fetch(event.request, { signal: AbortSignal.timeout(pageTimeoutMs) });
    event.waitUntil(remember(response.clone()));
    return response;
  } catch (error) {
    const kept = await (await caches.open(pageCache)).match(pageKey);
    if (kept) return kept;
    throw error;
  }
}

async function keepPage(path) {
  try {
    await remember(await fetch(path));
  } catch {
    // The next drawing of the page is kept.
  }
}

/**
 * The page together with every built file that it names: without one of them it would not come to life. And with those
 * that these name in turn, which are loaded when a question of some kind is opened: how they are cut depends on the page
 * that loads them, so this page's may be others than those that the preparation has loaded.
 */
async function remember(response) {
  if (!response.ok || response.redirected) return;
  await (await caches.open(pageCache)).put(pageKey, response.clone());
  const files = filesIn(await response.text());
  await keepFiles(files);
  const cache = await caches.open(fileCache);
  for (const file of files) {
    if (!file.endsWith('.js')) continue;
    const kept = await cache.match(file);
    if (kept) await keepFiles(filesIn(await kept.text()));
  }
}

/** In a page they are named by their path, in a built file from its `static` on. */
function filesIn(text) {
  const names = text.match(/(?<=\/_next\/|["'])static\/[^"'\\\s)<>]+\.[a-z\d]+/gu) ?? [];
  return new Set(names.map((name) => `/_next/${name}`));
}

/** Built files carry their hash in their name, so one that is kept never changes. */
async function file(request) {
  const cache = await caches.open(fileCache);
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone());
  return response;
}

async function keepFiles(urls) {
  const cache = await caches.open(fileCache);
  for (const url of urls) {
    if (await cache.match(url)) continue;
    try {
      const response = await fetch(url);
      if (response.ok) await cache.put(url, response);
    } catch {
      return;
    }
  }
}
