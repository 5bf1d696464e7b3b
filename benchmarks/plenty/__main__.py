"""`python -m benchmarks.plenty --size large --data var/bench` makes a firm and says where it lies."""

import argparse
from pathlib import Path

from benchmarks.plenty import keeping
from benchmarks.plenty.size import SIZES

parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
parser.add_argument("--size", choices=SIZES, default="small")
parser.add_argument(
    "--quarters", type=int, default=1, help="how many quarters the objectives lie in"
)
parser.add_argument("--data", type=Path, default=Path("var/bench"), help="where firms are kept")
parser.add_argument("--postgresql", action="store_true", help="also copy it to PostgreSQL")
options = parser.parse_args()
firm = keeping.on_sqlite(options.data, options.size, options.quarters)
print(f"NORTHING_DATA={firm.folder}")
if options.postgresql:
    with keeping.on_postgres(options.data, [firm]) as copies:
        print(f"DATABASE_URL={copies[0].url} (while it runs)")
