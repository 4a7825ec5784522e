import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface LockOwner {
  pid: number;
  host: string;
}

/** The holder touches the file every few seconds, so silence this long means it is gone whatever its pid says. */
export const silenceMs = 60_000;
const heartbeatMs = 5_000;

export function isStale(
  owner: LockOwner | undefined,
  ageMs: number,
  isAlive: (pid: number) => boolean,
  here: string = hostname(),
): boolean {
  if (ageMs > silenceMs) return true;
  // Unreadable and young: its writer is between creating and filling the file.
  if (!owner) return false;
  return owner.host === here && !isAlive(owner.pid);
}

export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Runs `work` while no other process does so under the same lock file. */
export async function withLock<T>(file: string, onWait: (owner?: LockOwner) => void, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (!clearIfStale(file)) {
      if (!told) onWait(readOwner(file));
      told = true;
      await pause(1_000);
    }
  }
  const heartbeat = setInterval(() => touch(file), heartbeatMs);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (readOwner(file)?.pid === process.pid) rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() } satisfies LockOwner), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function clearIfStale(file: string): boolean {
  const seen = look(file);
  if (!seen) return true;
  if (!isStale(seen.owner, seen.ageMs, processIsAlive)) return false;
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return true;
  }
  // Between looking and renaming somebody else may have cleared it and taken a fresh lock: give that one back.
  if (readOwner(aside)?.pid !== seen.owner?.pid) {
    try {
      linkSync(aside, file);
    } catch {
      // A third process holds it by now; it waits for nobody we moved aside.
    }
  }
  rmSync(aside, { force: true });
  return true;
}

function look(file: string): { owner: LockOwner | undefined; ageMs: number } | undefined {
  try {
    return { ageMs: Date.now() - statSync(file).mtimeMs, owner: readOwner(file) };
  } catch {
    return undefined;
  }
}

function readOwner(file: string): LockOwner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockOwner;
  } catch {
    return undefined;
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // The lock was taken away; the work goes on, and the end of it checks the owner before removing.
  }
}
