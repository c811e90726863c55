/** What an archive may hold. Anything beyond is taken for an attempt to fill memory or disk. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of the manifest, and of the texts that are read whole */
  readonly manifestBytes: number;
  readonly textBytes: number;
  /** Bytes of one row */
  readonly rowBytes: number;
  /** Bytes of all entries together, unpacked */
  readonly totalBytes: number;
  /** Unpacked bytes by packed ones, of entries of more than `ratioFromBytes`. Rows of numbers come to about 20. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

export const archiveLimits: ArchiveLimits = {
  entries: 100_000,
  manifestBytes: 32 * 2 ** 20,
  textBytes: 64 * 2 ** 20,
  rowBytes: 16 * 2 ** 20,
  totalBytes: 2 ** 40,
  ratio: 250,
  ratioFromBytes: 2 ** 20,
};
