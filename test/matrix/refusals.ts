import type { Told } from '../conformance/support/attempt';

/** What is wrong with how one record was refused. */
export function poorlyRefused({ message, nextStep, kind }: Told, name: string): string[] {
  return [
    ...(message.includes(name) ? [] : [`does not name '${name}'`]),
    ...(nextStep.length < 15 ? ['has no next step'] : []),
    ...(kind === 'refused' ? [] : [`is ${kind}`]),
  ];
}
