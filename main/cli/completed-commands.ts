/** A command on a workspace in a sentence or a line of help: up to a back-tick or two spaces. */
const command =
  /npm run -s lab -- (?:run|runs|sensitivity|compare|export|archive (?:create|import))\b[^`\n]*?(?=`| {2}|$)/gm;

/**
 * Adds to the commands that a text proposes what they need to find the same workspace.
 *
 * @param workspaceOption empty, or for example ` --workspace ../store`
 */
export function completedCommands(text: string, workspaceOption: string): string {
  return workspaceOption === '' ? text : text.replace(command, (words) => `${words}${workspaceOption}`);
}
