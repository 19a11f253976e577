/** Defines what can go wrong with a server of a shared cache. */

/** What happened to a request. A miss (404) is no fault. */
export type StoreFault =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'redirect'; readonly status: number }
  /** No answer in time. */
  | { readonly kind: 'timeout' }
  /** Many answers that were slow. */
  | { readonly kind: 'slow' }
  /** No connection, or it ended in the middle. */
  | { readonly kind: 'connection'; readonly reason: string };

/** Why an answer is not used. `bytes`: it has not the digest of its name. `entry`: it is no entry of Handpress. */
export type Distrust = 'bytes' | 'entry' | 'signer' | 'signature';

export type Way = 'read' | 'write';
