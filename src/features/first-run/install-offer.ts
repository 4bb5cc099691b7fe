/** What the app shell knows about installing; features do not ask the browser themselves. */
export interface InstallOffer {
  /** This window is the installed app. */
  isInstalled(): boolean;
  /** A Safari tab on an iPad or iPhone, whose storage is apart from the installed app's. */
  readonly isAppleTab: boolean;
  /** The browser would show its own question. */
  canPrompt(): boolean;
  prompt(): void;
}
