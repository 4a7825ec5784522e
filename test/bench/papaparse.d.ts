/** The part of it that the bench uses; it brings no types. */
declare module 'papaparse' {
  interface Config<T> {
    delimiter: string;
    newline: string;
    fastMode: boolean;
    skipEmptyLines: boolean;
    chunk(result: { data: T[] }): void;
    complete(): void;
    error(error: Error): void;
  }
  export function parse<T>(input: NodeJS.ReadableStream, config: Config<T>): void;
  const Papa: { parse: typeof parse };
  export default Papa;
}
