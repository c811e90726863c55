/**
 * Whether a button of the mouse is held down in an event of a chart. What is pointed at then does not matter: redrawing for
 * it would take away the area that is being brushed.
 */
export function isPressed(params: Readonly<Record<string, unknown>>): boolean {
  const { event: pointer } = (params['event'] ?? {}) as { readonly event?: { readonly buttons?: number } };
  return (pointer?.buttons ?? 0) > 0;
}
