import type { Channel, Resource } from '../../shared/node/operation';
import { createFile } from './file/create.operation';
import { parseFile } from './file/parse.operation';

export const resources: Resource[] = [{ value: 'file', name: 'File', operations: [createFile, parseFile] }];

/** Hyreka has no public interface: files are all there is (hyreka.md). */
export const channel: Channel = { resources };
