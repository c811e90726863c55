// Says that it is there and does nothing until its input closes.
process.stdout.write('ready\n');
process.stdin.resume();
