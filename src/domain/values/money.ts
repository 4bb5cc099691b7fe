/** Money in minor units (cents) with an ISO 4217 code; never a float of euros. */
export interface Money { readonly minor: number; readonly currency: string }
