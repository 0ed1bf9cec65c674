/** Runs tasks one after the other, in the order in which they were asked for. */

export type Serial = <T>(task: () => T | Promise<T>) => Promise<T>;

export function serial(): Serial {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
