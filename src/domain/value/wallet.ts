/**
 * The wallet: what a customer spends in our category in twelve months, with all suppliers together (SPEC D3). A figure is worth what its method
 * and its age are; without one the share of customer stays unknown, never 0 and never 100 %.
 */
import type { IsoDay } from '../values/day';
import { addMonths, isIsoDay } from '../values/day';
import { isCurrency } from '../values/currency';
import type { Json } from '../../lib/json';

export type WalletMethod = 'told' | 'estimated' | 'peer';
/** The answer to "roughly how much of it do you buy from us": a share in words. */
export type WalletBand = 'all' | 'most' | 'half' | 'bit';
/** SPEC D3. */
export const BAND_PERCENT: Readonly<Record<WalletBand, number>> = { all: 95, most: 70, half: 50, bit: 20 };
export const WALLET_BANDS: readonly WalletBand[] = ['all', 'most', 'half', 'bit'];
export const WALLET_METHODS: readonly WalletMethod[] = ['told', 'estimated', 'peer'];

export const WALLET_KEY = 'wallet';
/** `minor` in units of `currency`, for twelve months. With `band` it follows from what was bought in the year before `at`. */
export interface Wallet { readonly minor: number; readonly currency: string; readonly method: WalletMethod; readonly at: IsoDay; readonly by: string; readonly band?: WalletBand | undefined }

const STALE_MONTHS = 18;

export function parseWallet(value: Json | undefined): Wallet | undefined {
  if (typeof value !== 'object' || value === null || !('minor' in value)) return undefined;
  const { minor, currency, method, at, by, band } = value;
  if (typeof minor !== 'number' || !Number.isFinite(minor) || minor <= 0 || typeof currency !== 'string' || !isCurrency(currency)) return undefined;
  if (typeof at !== 'string' || !isIsoDay(at)) return undefined;
  return {
    minor, currency, at, by: typeof by === 'string' ? by : '', method: WALLET_METHODS.find((known) => known === method) ?? 'estimated',
    ...(WALLET_BANDS.includes(band as WalletBand) ? { band: band as WalletBand } : {}),
  };
}

/** The wallet that an answer in words stands for; undefined where nothing was bought to measure it by. */
export function walletFromBand(band: WalletBand, rev12Minor: number): number | undefined {
  return rev12Minor > 0 ? Math.round((rev12Minor * 100) / BAND_PERCENT[band]) : undefined;
}

/** Older than 18 months: shown grey, and asked about again. */
export const isWalletStale = ({ at }: Wallet, today: IsoDay): boolean => addMonths(at, STALE_MONTHS) < today;
