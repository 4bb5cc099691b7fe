/**
 * What watches the app from inside: put into every page before any of its scripts. Reads only what users and screen readers
 * see (roles and names), so that it knows nothing of the app's code.
 */

/**
 * @typedef {object} Probe
 * @property {Promise<number>} ready ms from the navigation's start to a frame with rows of the complete list
 * @property {() => number} takeLongest the longest task over 50 ms since the last call; 0 where none
 * @property {() => number[]} takeFrames ms from each input in a searchbox to the end of the next frame, since the last call
 * @property {(n: number) => Promise<{ screen: number, whole: number }>} openCustomer ms from the change of address to a frame in which that
 *   profile fills the window (name, facts, note, first fields, timeline down to the window's end), and to one with all of it
 * @property {() => void} watchSaving
 * @property {() => Promise<number>} saved ms from the last input to "Saved", with "Saving" in between
 */

/** @param {number} customers how many the complete list has */
export function installProbe(customers) {
  let longest = 0;
  /** @param {PerformanceEntryList} entries */
  const take = (entries) => { for (const { duration } of entries) longest = Math.max(longest, duration); };
  const observer = new PerformanceObserver((list) => { take(list.getEntries()); });
  observer.observe({ type: 'longtask', buffered: true });

  /** After the next frame has been handed to the screen: a task queued from its last callback runs when painting is done. */
  /** @returns {Promise<number>} */
  const painted = () => new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { port1.close(); resolve(performance.now()); };
      port2.postMessage(undefined);
    });
  });
  /** @param {() => boolean} holds */
  const until = async (holds) => {
    for (;;) {
      const at = await painted();
      if (holds()) return at;
    }
  };
  const hasRows = () => {
    const grid = document.querySelector('[role="grid"][aria-label="Customers"]');
    return grid !== null && Number(grid.getAttribute('aria-rowcount')) === customers && (grid.querySelector('[role="row"]')?.textContent ?? '').trim() !== '';
  };

  /** @type {number[]} */
  let frames = [];
  let lastInput = 0;
  addEventListener('input', (event) => {
    lastInput = event.timeStamp;
    if (event.target instanceof HTMLInputElement && event.target.type === 'search' && event.target.value !== '') void painted().then((at) => { frames.push(at - event.timeStamp); });
  }, { capture: true });

  /** @param {number} n */
  const openCustomer = async (n) => {
    const start = performance.now();
    const number = `C-${String(n).padStart(6, '0')}`;
    location.hash = `#/customers/00000000-0000-8000-8000-${String(n).padStart(12, '0')}`;
    const items = () => document.querySelectorAll('ol[aria-label="Timeline"] > li');
    const hasProfile = () => Array.from(document.querySelectorAll('input')).some((input) => input.value === number);
    const fillsWindow = () => (Array.from(items()).at(-1)?.getBoundingClientRect().bottom ?? 0) >= innerHeight;
    const hasAll = () => items().length >= 40 && Array.from(document.querySelectorAll('h2')).some((heading) => heading.textContent === 'Photo');
    /** @param {() => boolean} isThere */
    const shows = (isThere) => until(() => {
      if (performance.now() - start > 10_000) throw new Error(`the profile of ${number} does not show`);
      return isThere();
    });
    const screen = await shows(() => hasProfile() && fillsWindow());
    return { screen: screen - start, whole: (await shows(() => hasProfile() && hasAll())) - start };
  };

  /** @type {Promise<number>} */
  let saving = Promise.resolve(NaN);
  const watchSaving = () => {
    saving = new Promise((/** @type {(ms: number) => void} */ resolve, reject) => {
      let wasSaving = false, savedAt = 0;
      const timer = setTimeout(() => { watcher.disconnect(); reject(new Error('nothing was said to be saved')); }, 10_000);
      const look = () => {
        const text = document.querySelector('[role="status"][aria-label="Save state"]')?.textContent ?? '';
        if (text.includes('Saving')) {
          wasSaving = true;
          savedAt = 0;
        } else if (wasSaving && text.includes('Saved')) savedAt ||= performance.now();
        // Three keys are typed; what counts is the state after the last of them.
        if (savedAt > lastInput && performance.now() - savedAt > 200) {
          clearTimeout(timer);
          watcher.disconnect();
          resolve(savedAt - lastInput);
        } else if (savedAt) setTimeout(look, 50);
      };
      const watcher = new MutationObserver(look);
      watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    saving.catch(() => undefined); // `saved` hands the failure on.
  };

  /** @type {Probe} */
  const probe = {
    ready: until(hasRows),
    takeLongest: () => {
      take(observer.takeRecords());
      const result = longest;
      longest = 0;
      return result;
    },
    takeFrames: () => {
      const result = frames;
      frames = [];
      return result;
    },
    openCustomer, watchSaving,
    saved: () => saving,
  };
  Object.assign(globalThis, { probe });
}
