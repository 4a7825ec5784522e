import { check, differs, openBench } from './support/check';
import { poorlyTold } from './support/attempt';
import { cleanRun, places, strikesFor, struckRun, triedForGood } from './support/faulty';
import { isOnce, runTheRest } from './support/once';
import { subjects } from './support/subjects';

openBench();

/** The one in the middle: its neighbours have to go through. */
const REFUSED = 1;

for (const subject of subjects()) {
  for (const [index, strike] of strikesFor(subject).entries()) {
    check(subject.name, `fault: ${strike.name}`, subject.room, async (desk) => {
      const clean = await cleanRun(desk, subject);
      const complaints = [...clean.complaints];
      for (const skip of places(subject, strike, index, clean.calls)) complaints.push(...(await struckRun(desk, subject, clean, strike, { skip, times: 1 })));
      const forGood = triedForGood(subject, strike) ? await struckRun(desk, subject, clean, strike, { skip: 0, times: -1 }) : [];
      return [...complaints, ...forGood];
    });
  }
}

for (const subject of subjects('write')) {
  const fixture = subject.of.fixture?.writes[subject.name.slice(subject.of.folder.length + 1)];
  const recordOf = fixture?.recordOf;
  if (!recordOf) continue;

  check(subject.name, 'fault: refuse', subject.room, async (desk) => {
    const clean = await cleanRun(desk, subject);
    await desk.begin();
    const task = await subject.prepare(desk);
    await desk.fault({ kind: 'refuse', record: recordOf(task.scene.input?.[REFUSED] ?? {}) });
    const struck = await task.attempt();
    const { name } = subject.of.channel.vendor;
    const others = (task.scene.input ?? []).map((_, item) => item).filter((item) => item !== REFUSED);
    const complaints = [
      ...clean.complaints,
      ...differs('items with an error', struck.errors.map(({ item }) => item), [REFUSED]),
      ...differs('items that went through', struck.rows.map(({ item }) => item), others),
      ...struck.errors.flatMap((told) => [...poorlyTold(told, name, task.nameOf), ...differs('kind', told.kind, 'refused')]),
    ];
    await desk.clearFaults();
    const repair = isOnce(subject) ? await runTheRest(task, struck) : await task.attempt();
    complaints.push(...repair.errors.map(({ message }) => `the next run: ${message}`));
    return [...complaints, ...differs('after the next run', await task.outcome(), clean.outcome)];
  });
}
