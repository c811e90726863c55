/**
 * All that a transport has to be: messages go out and come in, in order, until it closes. What is sent has been checked
 * by nobody; whoever receives it checks it.
 */
export interface Channel {
  /**
   * What is sent on a closed channel is lost with it.
   *
   * @throws LabError 'invalid-message' of what this transport cannot carry: no plain data, or too much of it
   */
  send(message: unknown): void;
  /** One listener: the protocol above. Messages that came earlier are delivered at once. */
  onMessage(listener: (message: unknown) => void): void;
  /** @param listener is told once, also when the channel has closed already */
  onClose(listener: (reason: string) => void): void;
  close(): void;
}
