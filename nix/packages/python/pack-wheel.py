"""pack-wheel.py TREE OUT: packs an unpacked wheel, RECORD written anew; the same bytes whenever and wherever it runs."""

import base64
import csv
import hashlib
import io
import pathlib
import sys
import zipfile

tree, out = pathlib.Path(sys.argv[1]), sys.argv[2]
(record,) = tree.glob("*.dist-info/RECORD")
files = sorted(path for path in tree.rglob("*") if path.is_file() and path != record)
rows = io.StringIO()
writer = csv.writer(rows, lineterminator="\n")
for path in files:
    digest = base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode()
    writer.writerow([path.relative_to(tree).as_posix(), "sha256=" + digest, path.stat().st_size])
writer.writerow([record.relative_to(tree).as_posix(), "", ""])
record.write_text(rows.getvalue())
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
    for path in [*files, record]:
        entry = zipfile.ZipInfo(path.relative_to(tree).as_posix(), (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = (0o100755 if path.stat().st_mode & 0o100 else 0o100644) << 16
        archive.writestr(entry, path.read_bytes())
