/**
 * The module beside another one, for starting it as a worker or a process. It has the extension of who asks, so that it is
 * found among the sources and among what is built from them. The build makes an entry of each module that is named so.
 *
 * @param importer `import.meta.url`
 * @param path relative, without extension, for example `./worker`
 */
export function siblingModule(importer: string, path: string): URL {
  const extension = /\.\w+$/.exec(new URL(importer).pathname)?.[0] ?? '';
  return new URL(path + extension, importer);
}
