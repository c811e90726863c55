/** What the set-up makes. A change here makes every existing set-up out of date, see {@link ./stamp.ts}. */
export const recipe = {
  /** Raised when the way of building changes while the versions stay. */
  revision: 1,
  bindingPackage: '@tensorflow/tfjs-node',
  bindingVersion: '4.22.0',
  wheel: 'tensorflow-cpu',
  tensorflowVersion: '2.21.0',
  /** The oldest C library for which the wheel is built. */
  glibc: '2.27',
  libraries: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
} as const;

/** Megabytes that the wheel, the unpacked and the stripped libraries take together while the set-up runs. */
export const diskNeededMegabyte = 1800;

/** Megabytes of the download. */
export const downloadMegabyte = 275;
