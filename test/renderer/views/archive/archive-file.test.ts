import { describe, expect, test } from 'vitest';
import { checkedName, folderProblem } from '../../../../renderer/views/archive/archive-file.ts';

describe('the name of a file for an archive', () => {
  test.each([
    ['study.noisefloor', 'study.noisefloor'],
    ['  study  ', 'study.noisefloor'],
    ['study.v2', 'study.v2.noisefloor'],
    ['Study.NOISEFLOOR', 'Study.NOISEFLOOR'],
    ['x'.repeat(244), `${'x'.repeat(244)}.noisefloor`],
  ])('%j is written as %j', (typed, name) => {
    expect(checkedName(typed)).toEqual({ name });
  });

  test.each([
    ['', 'needed'],
    ['   ', 'needed'],
    ['.noisefloor', 'needed'],
    ['../up.noisefloor', 'no /'],
    ['a/b', 'no /'],
    ['a\\b', 'no /'],
    ['a\0b', 'control'],
    ['x'.repeat(245), '256 bytes, of at most 255'],
    ['ü'.repeat(123), '257 bytes'],
  ])('%j is refused', (typed, reason) => {
    expect(checkedName(typed)).toEqual({ problem: expect.stringContaining(reason) });
  });
});

describe('its folder', () => {
  test.each([
    ['/shelf', '/lab/workspace'],
    [' /shelf/deep ', '/lab/workspace'],
    ['D:\\shelf', 'C:\\lab'],
    ['\\\\server\\shelf', 'C:\\lab'],
    ['/shelf', undefined],
  ])('%j is taken on the machine of %j', (folder, workspace) => {
    expect(folderProblem(folder, workspace)).toBeUndefined();
  });

  test.each([
    ['', '/lab', 'A folder is needed.'],
    ['relative/place', '/lab', 'The whole path of the folder is needed, for example /lab.'],
    ['~/shelf', '/lab', 'The whole path of the folder is needed, for example /lab.'],
    ['C:\\shelf', '/lab', 'The whole path of the folder is needed, for example /lab.'],
    ['/shelf', 'C:\\lab', 'The whole path of the folder is needed, for example C:\\lab.'],
  ])('%j is refused on the machine of %j', (folder, workspace, reason) => {
    expect(folderProblem(folder, workspace)).toBe(reason);
  });
});
