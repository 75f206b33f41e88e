// Package iterator stands in for the lists that Google's clients answer, of which only the end is referred to.
package iterator

import "errors"

var Done = errors.New("no more items in iterator")
