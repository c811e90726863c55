import { LabError, serializeError } from '../../contract/errors.ts';
import type { RunEvent } from '../../contract/run.ts';
import { runsOfStudy } from '../../runs/laboratory/study-runs.ts';
import { runOne } from '../../runs/queue/run-one.ts';
import { createScheduler } from '../../runs/queue/scheduler.ts';
import { predictionSpread } from '../../runs/queue/time-left.ts';
import type { Session } from '../../store/session.ts';
import { createDeathCounter, deathBanner } from './engine-deaths.ts';
import { engineText } from './engine-text.ts';
import { createExpectations } from './expected-seconds.ts';
import { probedSeconds } from './probed-times.ts';
import { progressAfter, queueMembers, type QueueMember } from './queue-member.ts';
import { createQueueSession } from './queue-session.ts';
import { queueState } from './queue-state.ts';
import type { RunQueue, RunQueueParts } from './run-queue-types.ts';
import { takeAgain } from './take-again.ts';
import { takeStudy } from './take-study.ts';

const parallelKey = 'queue.parallel';
/** Predictions that say how good predictions are */
const keptRatios = 100;

/** One session, one scheduler, and what they say to each other. */
export function createRunQueue({
  workspace,
  client,
  command,
  banners,
  probedTimes,
  listener,
}: RunQueueParts): RunQueue {
  let parallel = Number(workspace.preferences.read(parallelKey)) || 1;
  const members = new Map<number, QueueMember>();
  let ratios: readonly number[] = [];
  const deaths = createDeathCounter();
  const scheduler = createScheduler({ parallel, work });
  const expectations = createExpectations(workspace, () => [...members.values()]);
  const session = createQueueSession(workspace, {
    onStopRequested: (runId) => void stopOwn([runId]),
    onError: sessionLost,
  });
  client.share(parallel);

  function membersOf(runIds: readonly number[]): readonly QueueMember[] {
    return runIds.flatMap((runId) => members.get(runId) ?? []);
  }

  /** Its runs belong to nobody now, or the store cannot be used */
  function sessionLost(error: unknown): void {
    storeFailed(error);
    const gone = [...members.keys()];
    scheduler.working().forEach((runId) => client.stop(runId));
    scheduler.remove(scheduler.waiting());
    members.clear();
    try {
      session.end();
    } catch {
      // What failed has been told
    }
    listener.onRunsChanged(gone);
  }

  /** @param taken what it has taken along */
  function storeFailed(error: unknown, taken: readonly QueueMember[] = []): void {
    scheduler.hold();
    banners.raise({
      id: 'store-problem',
      kind: 'store-problem',
      error: serializeError(error),
      runs: taken.map(({ runId, title }) => ({ id: runId, title, resumable: true })),
    });
  }

  function enqueue(runIds: readonly number[]): void {
    const joining = queueMembers(workspace, runIds);
    for (const member of joining) members.set(member.runId, member);
    banners.settle(runIds);
    scheduler.append(joining);
    listener.onRunsChanged(runIds);
  }

  async function work(runId: number): Promise<'ended' | 'again'> {
    const member = members.get(runId);
    if (member === undefined) return 'ended';
    let isSuspended = false;
    let own: Session | undefined;
    try {
      Object.assign(member, {
        isPaused: false,
        isFresh: false,
        beganAt: Date.now(),
        predictedSeconds: member.isFresh ? expectations.of(member) : undefined,
      } satisfies Partial<QueueMember>);
      const ofRun = (own = session.get());
      const recording: Session = {
        ...ofRun,
        recordEvent(id, event) {
          isSuspended = event.type === 'stopped' && member.transition === 'pausing';
          if (isSuspended) ofRun.suspend(id);
          else ofRun.recordEvent(id, event);
        },
      };
      const parts = { workspace, session: recording, client };
      await runOne(parts, runId, { onEvent: (event) => heard(member, event), onNotice: () => undefined });
    } catch (error) {
      isSuspended = false;
      giveUp(own, runId, error);
    }
    Object.assign(member, { transition: undefined, beganAt: undefined, isPaused: isSuspended });
    member.goesOn ||= isSuspended;
    if (!isSuspended) members.delete(runId);
    // The scheduler comes to know of it after this turn
    setImmediate(() => listener.onRunsChanged([runId]));
    return isSuspended ? 'again' : 'ended';
  }

  function heard(member: QueueMember, event: RunEvent): void {
    deaths.heard(event);
    member.heardAt = Date.now();
    if (event.type === 'progress') member.progress = progressAfter(member, event.progress);
    if (event.type === 'started') {
      member.engine = engineText(event.provenance);
      // What the store counts as its time begins here
      member.beganAt = member.heardAt;
    }
    if (event.type === 'finished') {
      const { beganAt, predictedSeconds } = member;
      if (beganAt !== undefined && predictedSeconds !== undefined && predictedSeconds > 0) {
        const ratio = (member.heardAt - beganAt) / 1000 / predictedSeconds;
        if (ratio > 0) ratios = [...ratios, ratio].slice(-keptRatios);
      }
      expectations.forget(member.studyId);
    }
    listener.onRunEvent(member.runId, event);
    listener.onRunsChanged([member.runId]);
    // The others would train for hours and lose it all
    if (event.type === 'failed' && event.error.code === 'disk-full') {
      const nextStep = 'Free some space, then resume the run and the queue; what was there before is unchanged.';
      storeFailed(new LabError(event.error.code, event.error.message, nextStep), [member]);
      suspendWorking();
    }
  }

  /** What a run reported could not be stored. */
  function giveUp(own: Session | undefined, runId: number, error: unknown): void {
    // It has been lost already
    if (own !== undefined && !session.isCurrent(own)) return;
    if (error instanceof LabError && error.code === 'lost') return sessionLost(error);
    storeFailed(error);
    suspendWorking();
    try {
      own?.recordEvent(runId, { type: 'failed', error: { ...serializeError(error), code: 'lost' } });
    } catch {
      // It stays as it is until the session ends, and is lost then
    }
  }

  function suspendWorking(): void {
    for (const member of membersOf(scheduler.working())) {
      member.transition ??= 'pausing';
      client.stop(member.runId);
    }
  }

  /** Those that are not in this queue are left alone. */
  function stopOwn(runIds: readonly number[]): void {
    const removed = scheduler.remove(runIds);
    if (removed.length > 0) {
      const own = session.get();
      workspace.exclusively(() => removed.forEach((runId) => own.recordEvent(runId, { type: 'stopped' })));
    }
    removed.forEach((runId) => members.delete(runId));
    const working = runIds.filter((runId) => scheduler.working().includes(runId));
    for (const member of membersOf(working)) {
      member.transition = 'stopping';
      client.stop(member.runId);
    }
    listener.onRunsChanged([...removed, ...working]);
  }

  return {
    launch(asked, { fresh = false } = {}) {
      const isOwned = (runId: number): boolean => members.has(runId);
      const { studyId, taken, runs } = takeStudy(asked, { workspace, session: session.get, command, isOwned, fresh });
      const probe = probedTimes?.of(asked.text);
      if (probe !== undefined) {
        const kinds = runsOfStudy(asked.specification).map(({ kind }) => kind);
        expectations.foresee(studyId, probedSeconds(probe, kinds));
      }
      enqueue(taken);
      return { studyId, runs };
    },
    resumeRuns(runIds) {
      enqueue(
        takeAgain(
          workspace,
          session.get,
          runIds.filter((runId) => !members.has(runId)),
          (id) => members.has(id),
        ),
      );
    },
    stopRuns(runIds) {
      const unended = runIds.filter((runId) => ['queued', 'running'].includes(workspace.runs.summary(runId).status));
      // Refuses, and says why
      if (unended.length === 0 && runIds.length > 0) workspace.runs.requestStop(runIds[0]!);
      const waiting = new Set(scheduler.waiting());
      unended.filter((runId) => !waiting.has(runId)).forEach((runId) => workspace.runs.requestStop(runId));
      stopOwn(unended);
      listener.onRunsChanged(unended);
    },
    pause() {
      scheduler.hold();
      suspendWorking();
      listener.onRunsChanged(scheduler.working());
    },
    resume() {
      deaths.reset();
      banners.dismiss('store-problem');
      scheduler.release();
      listener.onRunsChanged([...scheduler.working(), ...scheduler.waiting()]);
    },
    setParallel(runs) {
      parallel = runs;
      workspace.preferences.write(parallelKey, String(runs));
      client.share(runs);
      // A process divides the cores when it starts; one at work keeps its share
      if (scheduler.working().length === 0) void client.close();
      scheduler.setParallel(runs);
      listener.onRunsChanged(scheduler.working());
    },
    state: () =>
      queueState({
        isHeld: scheduler.isHeld(),
        parallel,
        working: membersOf(scheduler.working()),
        waiting: membersOf(scheduler.waiting()),
        expected: (member) => expectations.of(member),
        spread: predictionSpread(ratios),
        now: Date.now(),
      }),
    member: (runId) => members.get(runId),
    onDeath(death) {
      const gaveUp = deaths.count();
      if (gaveUp) scheduler.hold();
      banners.raise({
        id: `engine-died-${death.runIds.join('-')}`,
        ...deathBanner(death, membersOf(death.runIds), gaveUp),
      });
    },
    async close(graceMs) {
      const left = [...members.keys()];
      scheduler.hold();
      for (const member of membersOf(scheduler.working())) {
        member.transition = 'stopping';
        client.stop(member.runId);
      }
      await Promise.race([scheduler.settled(), new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
      await client.close();
      // Those that did not answer in time have been told of the end of the engine by now
      await scheduler.settled();
      session.end();
      return left;
    },
  };
}
