import type { Page } from 'playwright-core';

export interface LongFrame {
  /** On the page's clock, ms */
  readonly start: number;
  readonly duration: number;
  /** What ran in it the longest, where something did */
  readonly script: string;
}

/** What was seen of a page while it was watched. Times in milliseconds on the page's clock. */
export interface FrameWatch {
  /** When each frame began */
  readonly frames: readonly number[];
  /** Tasks of the page's thread over 50 ms, by PerformanceObserver (`longtask`) */
  readonly longTasks: readonly { readonly start: number; readonly duration: number }[];
  /** Animation frames over 50 ms (`long-animation-frame`) */
  readonly longFrames: readonly LongFrame[];
  /** From each input to the page's being told of it */
  readonly inputDelays: readonly number[];
}

interface Recorder {
  watch: FrameWatch;
  stop(): void;
}

/** Watches frames, long tasks and inputs, until the function that it resolves with is called. */
export async function watchFrames(page: Page): Promise<() => Promise<FrameWatch>> {
  await page.evaluate(() => {
    const frames: number[] = [];
    const longTasks: { start: number; duration: number }[] = [];
    const longFrames: { start: number; duration: number; script: string }[] = [];
    const inputDelays: number[] = [];
    let going = true;

    const frame = (time: number): void => {
      if (!going) return;
      frames.push(time);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);

    const tasks = new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) longTasks.push({ start: startTime, duration });
    });
    tasks.observe({ type: 'longtask' });

    type Script = { invoker: string; sourceFunctionName: string; duration: number };
    const slow = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { scripts } = entry as unknown as { scripts: readonly Script[] };
        const [longest] = [...scripts].sort((first, second) => second.duration - first.duration);
        const script =
          longest === undefined
            ? ''
            : `${longest.invoker} ${longest.sourceFunctionName} ${longest.duration.toFixed(0)} ms`;
        longFrames.push({ start: entry.startTime, duration: entry.duration, script });
      }
    });
    slow.observe({ type: 'long-animation-frame' });

    const heard = (event: Event): void => void inputDelays.push(performance.now() - event.timeStamp);
    addEventListener('mousemove', heard, { capture: true });

    const recorder: Recorder = {
      watch: { frames, longTasks, longFrames, inputDelays },
      stop() {
        going = false;
        tasks.disconnect();
        slow.disconnect();
        removeEventListener('mousemove', heard, { capture: true });
      },
    };
    (window as unknown as { recorder: Recorder }).recorder = recorder;
  });
  return () =>
    page.evaluate(async () => {
      // Entries come in a task of their own
      await new Promise((resolve) => setTimeout(resolve, 100));
      const { recorder } = window as unknown as { recorder: Recorder };
      recorder.stop();
      return recorder.watch;
    });
}

/** Times between frames, with when each began. */
export function frameIntervals(
  frames: readonly number[],
): readonly { readonly start: number; readonly duration: number }[] {
  return frames.slice(1).map((time, index) => ({ start: frames[index]!, duration: time - frames[index]! }));
}
