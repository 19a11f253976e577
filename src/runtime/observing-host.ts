/** A host that names every path of the disk that is asked for, also those of files that do not exist. */
import type { Host } from '../core/host.ts';

/** A path that was asked for. `folder`: its entries were listed. */
export type Observe = (path: string, kind: 'file' | 'folder') => void;

export function observeHost(host: Host, observe: Observe): Host {
  const { inspect } = host;
  const noted = (path: string): string => {
    observe(path, 'file');
    return path;
  };
  return {
    ...host,
    ...(inspect && { inspect: (path: string) => inspect(noted(path)) }),
    kind: (path) => host.kind(noted(path)),
    read: (path) => host.read(noted(path)),
    list: (folder) => {
      observe(folder, 'folder');
      return host.list(folder);
    },
  };
}
