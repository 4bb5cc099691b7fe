/**
 * Installing the app: whether it is installed, whether the browser offers to do it, and the one platform where entering data
 * before installing loses it (iPadOS gives a Safari tab and the installed app separate storage, and wipes the tab's after
 * seven unused days).
 */
import { createSignal, onCleanup, type Accessor } from 'solid-js';

/** Chromium's event of that name; TypeScript's library lacks it. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

export interface InstallPrompt {
  /** True while the browser would show its own question when asked to. */
  readonly canInstall: Accessor<boolean>;
  readonly isInstalled: Accessor<boolean>;
  /** Shows the browser's question; call it from a click. `unavailable` when the browser has none to show. */
  promptInstall(): Promise<'accepted' | 'dismissed' | 'unavailable'>;
}

/** Watches for the browser's offer until the owner is disposed. Call it in the shell, at start: the offer comes only once. */
export function createInstallPrompt(): InstallPrompt {
  const [offer, setOffer] = createSignal<BeforeInstallPromptEvent>();
  const [installed, setInstalled] = createSignal(isInstalled());
  const handleOffer = (event: Event) => {
    // kept for a button of ours, instead of a bar over the first screen
    event.preventDefault();
    setOffer(event as BeforeInstallPromptEvent);
  };
  const handleInstalled = () => {
    setOffer(undefined);
    setInstalled(true);
  };
  window.addEventListener('beforeinstallprompt', handleOffer);
  window.addEventListener('appinstalled', handleInstalled);
  onCleanup(() => {
    window.removeEventListener('beforeinstallprompt', handleOffer);
    window.removeEventListener('appinstalled', handleInstalled);
  });
  return {
    canInstall: () => offer() !== undefined,
    isInstalled: installed,
    async promptInstall() {
      const event = offer();
      if (!event) return 'unavailable';
      // an offer can be used once; the browser makes a new one when it was dismissed
      setOffer(undefined);
      return (await event.prompt()).outcome;
    },
  };
}

/** Whether this window is the installed app rather than a browser's tab. */
export function isInstalled(): boolean {
  const isStandalone = ['standalone', 'minimal-ui', 'window-controls-overlay'].some((mode) => matchMedia(`(display-mode: ${mode})`).matches);
  // Safari before 17 answers only here
  return isStandalone || ('standalone' in navigator && navigator.standalone === true);
}

/** Whether this is a browser tab on an iPad or iPhone, where the app must be installed before the first customer is entered. */
export function isIosBrowserTab(): boolean {
  // iPadOS calls itself a Mac since 13; a Mac has no touch screen
  const isIos = /iPad|iPhone|iPod/.test(navigator.userAgent) || (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1);
  return isIos && !isInstalled();
}
