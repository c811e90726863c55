/** What stands for the end of a channel that cannot be closed by itself. */
export const leaveMessage = 'the owner leaves';
