fleet "demo" { owner = "x" }
﻿
