// Package option stands in for the options of Google's clients, none of which is in these programs.
package option

import "golang.org/x/oauth2"

type ClientOption interface{ none() }

type noOption struct{}

func (noOption) none() {}

func WithoutAuthentication() ClientOption { return noOption{} }

func WithTokenSource(oauth2.TokenSource) ClientOption { return noOption{} }
