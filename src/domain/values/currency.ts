/** Whether a text has the form of an ISO 4217 code. By itself, for the row projection, which starts with the app, needs no more of money. */
export const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text);
