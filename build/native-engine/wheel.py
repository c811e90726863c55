"""Lists a wheel (`wheel.py WHEEL`) or takes members out of it (`wheel.py WHEEL FOLDER`, {member: path} as JSON on stdin).

Members are streamed: the largest is 800 MB. Standard library of Python 3.6 and later only.
"""

import json
import os
import shutil
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as wheel:
    if len(sys.argv) == 2:
        json.dump(wheel.namelist(), sys.stdout)
    else:
        for member, path in json.load(sys.stdin).items():
            target = os.path.join(sys.argv[2], path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with wheel.open(member) as source, open(target, "wb") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)
