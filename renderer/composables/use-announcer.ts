import { readonly, ref } from 'vue';

const text = ref('');

/** What the polite live region of the shell says now. */
export const announcement = readonly(text);

function announce(message: string): void {
  // The same text twice in a row is only spoken again when the region was changed in between
  text.value = text.value === message ? `${message}\u00a0` : message;
}

/** Says something to screen readers when they have a moment. */
export function useAnnouncer(): (message: string) => void {
  return announce;
}
