import { checkPlan } from '@/lib/plan/check';
import { applyEdit } from '@/lib/plan/edit';
import type { Plan } from '@/lib/plan/plan';

/** How long `checkPlan` takes (ms), each time after another step was moved, as while somebody orders the plan. */
function checksInPage(start: Plan, rounds: number): number[] {
  let plan = start;
  return Array.from({ length: rounds }, (_, round) => {
    const stepId = plan.steps[(round * 37) % plan.steps.length]?.id ?? '';
    const to = (round * 53) % plan.steps.length;
    const moved = applyEdit(plan, { type: 'move-steps', stepIds: [stepId], to }, () => '');
    if (moved.ok) plan = moved.value;
    const since = performance.now();
    checkPlan(plan);
    return performance.now() - since;
  });
}

const order = (): string =>
  [...document.querySelectorAll<HTMLElement>('[data-step]')].map(({ dataset }) => dataset.step).join();

const lamp = document.createElement('output');

/** The least that a press can do on this page: one word that is drawn, without React. What a move is held against. */
function lightLamp(): string {
  lamp.style.cssText = 'position: fixed; bottom: 0; right: 0; width: 4em; height: 1.5em; contain: strict';
  document.body.append(lamp);
  window.addEventListener('keydown', ({ key }) => {
    if (key === 'F8') lamp.textContent = lamp.textContent === 'on' ? 'off' : 'on';
  });
  return 'F8';
}

/**
 * Begins to wait for a key. `movedAfter` resolves to the time (ms) from that key until the first frame in which the steps stand in
 * another order, or the lamp shows another word, was painted: a message posted from the frame's callback comes after its paint.
 */
function awaitMove(key: string): void {
  const seen = key === 'F8' ? () => lamp.textContent : order;
  const before = seen();
  const movedAfter = new Promise<number>((resolve) => {
    const look = (since: number) => () => {
      if (seen() === before) return void requestAnimationFrame(look(since));
      const { port1, port2 } = new MessageChannel();
      // oxlint-disable-next-line unicorn/prefer-add-event-listener -- this way the port is opened as well
      port1.onmessage = () => resolve(performance.now() - since);
      port2.postMessage(null);
    };
    const press = (event: KeyboardEvent) => {
      if (event.key !== key) return;
      window.removeEventListener('keydown', press, { capture: true });
      requestAnimationFrame(look(event.timeStamp));
    };
    window.addEventListener('keydown', press, { capture: true });
  });
  Object.assign(globalThis, { movedAfter });
}

Object.assign(globalThis, { checksInPage, awaitMove, lightLamp });
