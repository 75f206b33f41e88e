// Package storage stands in for Google's client of Cloud Storage, whose libraries are a tenth of all that
// Minikube compiles. Minikube asks it whether there is an archive of images to download for a node in a
// container; it learns that there is none, and pulls the images one by one.
package storage

import (
	"context"
	"errors"
	"io"

	"google.golang.org/api/option"
)

var errWithout = errors.New("this minikube is built without a client of Cloud Storage")

type (
	Client         struct{}
	BucketHandle   struct{}
	ObjectHandle   struct{}
	ObjectIterator struct{}
	Reader         struct{ io.ReadCloser }
	Query          struct{ Prefix string }
	ObjectAttrs    struct {
		Name string
		MD5  []byte
	}
)

func NewClient(context.Context, ...option.ClientOption) (*Client, error) { return nil, errWithout }

func (*Client) Bucket(string) *BucketHandle { return &BucketHandle{} }

func (*BucketHandle) Object(string) *ObjectHandle { return &ObjectHandle{} }

func (*BucketHandle) Objects(context.Context, *Query) *ObjectIterator { return &ObjectIterator{} }

func (*ObjectIterator) Next() (*ObjectAttrs, error) { return nil, errWithout }

func (handle *ObjectHandle) Generation(int64) *ObjectHandle { return handle }

func (*ObjectHandle) NewReader(context.Context) (*Reader, error) { return nil, errWithout }

func (*ObjectHandle) Attrs(context.Context) (*ObjectAttrs, error) { return nil, errWithout }
