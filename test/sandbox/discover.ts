import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RoomFactory } from './room';

/** Every folder beside this file that holds a room.ts is a room; adding a channel is adding a folder. */
export async function discoverRooms(folder: string = __dirname): Promise<RoomFactory[]> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'room.ts')))
    .map((entry) => entry.name)
    .sort();
  const factories: RoomFactory[] = [];
  for (const name of names) {
    const loaded = (await import(join(folder, name, 'room.ts'))) as { default: RoomFactory | { default: RoomFactory } };
    // Loaders that turn a CommonJS module into an ES module put its exports one level deeper.
    factories.push(typeof loaded.default === 'function' ? loaded.default : loaded.default.default);
  }
  return factories;
}
