import { readonly, ref } from 'vue';

export interface ToastRequest {
  readonly title: string;
  readonly text?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** How long it stays; ten seconds where there is something to do, otherwise five */
  readonly durationMs?: number;
}
export interface Toast extends ToastRequest {
  readonly id: string;
}

const shown = ref<Toast[]>([]);

/** Messages at the lower edge, oldest first. */
export const toasts = readonly(shown);

export function dismissToast(id: string): void {
  shown.value = shown.value.filter((toast) => toast.id !== id);
}

function toast(request: ToastRequest): void {
  shown.value = [...shown.value, { ...request, id: crypto.randomUUID() }].slice(-4);
}

/** Tells that something was done, with a way to undo it. */
export function useToast(): (request: ToastRequest) => void {
  return toast;
}
