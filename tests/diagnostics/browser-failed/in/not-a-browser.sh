#!/bin/sh
echo "no browser here" >&2
exit 1
